package org.lectern.media.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.media.capture.TestMedia;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.MediaKind;

/**
 * Files that are broken, or made to do harm: each gives a clear error or a right result, in a child of 1 GB
 * that opens nothing; a server that nobody may reach counts who comes.
 */
class HostileFilesTest {
    private static final Set<ErrorCode> CLEAR =
            Set.of(ErrorCode.UPLOAD_UNREADABLE, ErrorCode.UPLOAD_WITHOUT_MEDIA, ErrorCode.UPLOAD_OVER_LIMIT);

    private static final AtomicInteger VISITORS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static ServerSocket canary;
    private static Path mp4;
    private static Path mkv;
    private static Path ts;

    @BeforeAll
    static void make() throws Exception {
        TestMedia.assumeFfmpeg();
        mp4 = TestMedia.clip(folder.resolve("good.mp4"), 4, "-bf", "2");
        mkv = TestMedia.clip(folder.resolve("good.mkv"), 4);
        ts = TestMedia.clip(folder.resolve("good.ts"), 4);
        canary = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!canary.isClosed()) {
                try {
                    canary.accept().close();
                    VISITORS.incrementAndGet();
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    @AfterAll
    static void close() throws IOException {
        if (canary != null) {
            canary.close();
        }
    }

    @AfterEach
    void nobodyCame() {
        assertThat(VISITORS).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXTINF:4,\nFILE\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nHTTP/x.ts\n#EXT-X-ENDLIST\n",
                " \n#EXTM3U\n#EXTINF:4,\nHTTP/x.ts\n",
                "ffconcat version 1.0\nfile 'FILE'\n",
                "ffconcat version 1.0\nfile 'HTTP/x.ts'\n",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 33\n",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>HTTP/</BaseURL></MPD>",
                "<?xml version=\"1.0\"?><SmoothStreamingMedia/>",
                "[playlist]\nFile1=HTTP/x.mp4\n",
                "rtsptextHTTP/x",
                "Just some words, again and again.",
                "PK\3\4 an archive",
                "\177ELF a program",
                ""
            })
    void fileThatIsNoRecording_isRefused(String text) throws Exception {
        String content =
                text.replace("FILE", mp4.toString()).replace("HTTP", "http://127.0.0.1:" + canary.getLocalPort());
        Path file = Files.writeString(folder.resolve("lecture.mp4"), content, StandardCharsets.ISO_8859_1);
        assertRefused(file, ErrorCode.UPLOAD_UNREADABLE);
    }

    @Test
    void movie_thatPointsAtOtherFiles_readsNone() throws Exception {
        byte[] movie = Files.readAllBytes(mp4);
        int at = indexOf(movie, "url \0\0\0\1");
        // From now on it says that its media lie elsewhere.
        movie[at + 7] = 0;
        System.arraycopy("alis".getBytes(StandardCharsets.US_ASCII), 0, movie, at, 4);
        assertClear(write("elsewhere.mov", movie));
    }

    @Test
    void attachments_areNotRead() throws Exception {
        Path file = folder.resolve("attached.mkv");
        TestMedia.run(
                "-i",
                mkv.toString(),
                "-attach",
                mp4.toString(),
                "-metadata:s:t",
                "mimetype=video/mp4",
                "-c",
                "copy",
                file.toString());
        assertThat(ImportedFile.confined(file).endUs(MediaKind.VIDEO)).isBetween(3_900_000L, 4_100_000L);
    }

    @Test
    void movie_cutOffBeforeItsIndex_isRefused() throws Exception {
        byte[] movie = Files.readAllBytes(mp4);
        assertRefused(write("cut.mp4", Arrays.copyOf(movie, movie.length / 2)), ErrorCode.UPLOAD_UNREADABLE);
    }

    @Test
    void movie_cutOffBehindItsIndex_givesWhatIsThere_andSaysSo() throws Exception {
        Path whole = TestMedia.clip(folder.resolve("faststart.mp4"), 20, "-movflags", "+faststart");
        byte[] movie = Files.readAllBytes(whole);
        var imported = ImportedFile.confined(write("short.mp4", Arrays.copyOf(movie, movie.length / 2)));
        assertThat(imported.endUs(MediaKind.VIDEO)).isBetween(6_000_000L, 14_000_000L);
        assertThat(imported.notes).anyMatch(note -> note.contains("cut off"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkv", "ts"})
    void stream_cutOff_givesWhatIsThere(String container) throws Exception {
        byte[] whole = Files.readAllBytes("mkv".equals(container) ? mkv : ts);
        var imported = ImportedFile.confined(write("cut." + container, Arrays.copyOf(whole, whole.length * 3 / 4)));
        assertThat(imported.endUs(MediaKind.VIDEO)).isBetween(2_000_000L, 4_000_000L);
    }

    @Test
    void pictures_ofHugeSize_areRefused() throws Exception {
        byte[] movie = Files.readAllBytes(mp4);
        int at = indexOf(movie, "avc1\0\0\0\0");
        ByteBuffer.wrap(movie).putShort(at + 28, (short) 16_384).putShort(at + 30, (short) 16_384);
        assertRefused(write("huge.mp4", movie), ErrorCode.UPLOAD_OVER_LIMIT);
    }

    @Test
    void twoHundredStreams_areRefused() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=440:duration=0.2"));
        for (int i = 0; i < 200; i++) {
            arguments.addAll(List.of("-map", "0:a"));
        }
        Path file = folder.resolve("streams.mkv");
        arguments.addAll(List.of("-c:a", "pcm_s16le", file.toString()));
        TestMedia.run(arguments.toArray(String[]::new));
        assertRefused(file, ErrorCode.UPLOAD_OVER_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stsz", "stts", "stsc", "stco", "ctts", "stss"})
    void table_ofABillionEntries_takesNoMemory(String table) throws Exception {
        byte[] movie = Files.readAllBytes(mp4);
        int at = indexOf(movie, table);
        ByteBuffer.wrap(movie).putInt(at + ("stsz".equals(table) ? 12 : 8), 1_000_000_000);
        assertClear(write("billion.mp4", movie));
    }

    @ParameterizedTest
    @ValueSource(strings = {"moov", "trak", "mdia", "stbl", "stsd", "mdat"})
    void box_ofGiganticSize_isNoHarm(String box) throws Exception {
        byte[] movie = Files.readAllBytes(mp4);
        ByteBuffer.wrap(movie).putInt(indexOf(movie, box) - 4, 0x7ffffff0);
        assertClear(write("box.mp4", movie));
    }

    @Test
    void fuzzedFiles_eachGiveAResultOrAClearError() throws Exception {
        var random = new Random(2026);
        int readable = 0;
        List<Path> good = List.of(mp4, mkv, ts);
        for (int round = 0; round < 36; round++) {
            byte[] bytes = Files.readAllBytes(good.get(round % good.size()));
            int damages = 1 << random.nextInt(10);
            for (int i = 0; i < damages; i++) {
                // Headers, at either end, are where it hurts.
                int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(2_000);
                bytes[random.nextInt(4) == 0 ? bytes.length - 1 - at % 3_000 : at] = (byte) random.nextInt();
            }
            readable += assertClear(write("fuzzed", bytes)) ? 1 : 0;
        }
        System.out.printf("Of 36 damaged files %d could be read.%n", readable);
    }

    /** Whether it could be read. */
    private static boolean assertClear(Path file) throws IOException {
        try {
            ImportedFile.confined(file);
            return true;
        } catch (LecternException e) {
            if (!CLEAR.contains(e.code())) {
                fail("%s: %s".formatted(e.code(), e.getMessage()), e);
            }
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    private static void assertRefused(Path file, ErrorCode code) {
        assertThatThrownBy(() -> ImportedFile.confined(file))
                .isInstanceOfSatisfying(
                        LecternException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static int indexOf(byte[] bytes, String text) {
        int found = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(found).as(text).isPositive();
        return found;
    }
}
