package org.lectern.media.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.media.capture.TestMedia;
import org.lectern.model.Codec;
import org.lectern.model.MediaKind;

class FileImportTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needs() {
        TestMedia.assumeFfmpeg();
    }

    @ParameterizedTest
    @CsvSource({
        "mp4, -c:v libx264 -c:a aac, H264",
        "mov, -c:v libx265 -c:a aac, H265",
        "mkv, -c:v libx264 -bf 3 -c:a flac, H264",
        "webm, -c:v libvpx -b:v 500k -c:a libopus, H264",
        "ts, -c:v libx264 -bf 3 -c:a mp2, H264"
    })
    void file_ofEachKind_givesPictureAndSoundOfItsLength(String container, String codecs, Codec kept) throws Exception {
        Path file = TestMedia.clip(folder.resolve("clip." + container), 13, codecs.split(" "));
        var imported = ImportedFile.confined(file);
        assertThat(imported.endUs(MediaKind.VIDEO)).isBetween(12_900_000L, 13_100_000L);
        assertThat(imported.endUs(MediaKind.AUDIO)).isBetween(12_900_000L, 13_150_000L);
        assertThat(imported.of(MediaKind.VIDEO)).hasSizeGreaterThanOrEqualTo(2).allSatisfy(piece -> {
            assertThat(piece.format().codec()).isEqualTo(kept);
            assertThat(piece.run()).isZero();
        });
        assertThat(imported.of(MediaKind.VIDEO).stream()
                        .mapToInt(ImportedPiece::packets)
                        .sum())
                .isEqualTo(325);
        assertThat(imported.of(MediaKind.AUDIO))
                .allSatisfy(piece -> assertThat(piece.format().codec()).isEqualTo(Codec.AAC));
    }
}
