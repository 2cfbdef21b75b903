package org.lectern.recorder.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.FrameRate;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.SourceFormat;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RoomConfig;
import org.lectern.recorder.testing.TestingClips;
import org.lectern.recorder.testing.TestingDisk;
import org.lectern.recorder.testing.TestingStore;

/** What a power cut, a full disk or a bad sector leave, and what becomes of it. */
class SpoolSurvivalTest {
    private static final UUID ID = new UUID(7, 7);
    private static final Instant EPOCH = Instant.parse("2026-11-23T09:00:00Z");
    private static final DeviceConfig CAMERA = new DeviceConfig(ID, "Camera", DeviceRole.PRESENTER, "file:///x");
    private static final SourceFormat FORMAT = SourceFormat.video(Codec.H264, 320, 180, new FrameRate(25, 1));

    @TempDir
    Path folder;

    private final TestingDisk disk = new TestingDisk();

    private SpooledCapture create() throws Exception {
        var room = new RoomConfig(ID, "Room", List.of(CAMERA));
        return Spool.open(disk, folder, new KeptJson("testing"))
                .create(new CaptureRecord(ID, ID, "Physics", room, EPOCH, EPOCH.plusSeconds(3600), null, null, false));
    }

    private SpooledCapture reopen() {
        return Spool.open(disk, folder, new KeptJson("testing")).find(ID);
    }

    private static TrackEntry.Segment segment(SpooledTrack track, byte[] body) {
        long start = track.endUs();
        return new TrackEntry.Segment(
                track.size(),
                start,
                start + 6_000_000,
                0,
                start,
                start + 6_000_000,
                EPOCH,
                FORMAT,
                track.nextKey(),
                body.length,
                TestingStore.sha256(body),
                150);
    }

    /** A segment as it lies on the disk when the recorder is killed before the journal knows it. */
    private byte[] leave(SpooledTrack track, int number, String end) throws Exception {
        TestingClips.assumeFfmpeg();
        Path clip = TestingClips.clip(
                folder.resolve("clip.mp4"),
                2,
                "-an",
                "-movflags",
                "frag_keyframe+empty_moov+default_base_moof",
                "-video_track_timescale",
                "1000000");
        byte[] body = Files.readAllBytes(clip);
        body = java.util.Arrays.copyOf(body, (int) Fmp4Reader.read(body).validBytes());
        Files.write(track.folder().resolve(SegmentFile.name(number, 0) + end), body);
        return body;
    }

    @Test
    void recordThatWasTorn_isReadFromItsCopy() throws Exception {
        SpooledCapture capture = create();
        capture.track(CAMERA, MediaKind.VIDEO);
        capture.stopping(EPOCH.plusSeconds(60));
        Path record = folder.resolve("captures/" + ID + "/capture.json");
        for (byte[] torn : List.of(new byte[0], new byte[200], "{\"captureId\":".getBytes(), "null".getBytes())) {
            Files.write(record, torn);
            assertThat(reopen().record()).isEqualTo(capture.record());
            assertThat(reopen().tracks()).hasSize(1);
        }
        Files.delete(record);
        assertThat(reopen().record().endsAt()).isEqualTo(EPOCH.plusSeconds(3600));
    }

    @Test
    void segmentSealedAndNotInTheJournal_isTakenUp_once() throws Exception {
        SpooledTrack track = create().track(CAMERA, MediaKind.VIDEO);
        byte[] body = leave(track, 0, ".mp4");
        SpooledTrack recovered = reopen().tracks().getFirst();
        assertThat(recovered.entries())
                .singleElement()
                .isInstanceOfSatisfying(
                        TrackEntry.Segment.class,
                        segment -> assertThat(segment.sha256()).isEqualTo(TestingStore.sha256(body)));
        assertThat(recovered.waiting()).hasSize(1);
        assertThat(recovered.nextFile()).isEqualTo(1);
        assertThat(recovered.nextRun()).isEqualTo(1);
        assertThat(reopen().tracks().getFirst().entries()).isEqualTo(recovered.entries());
    }

    @Test
    void recorderKilledBetweenConfirmationAndDeletion_sendsTheSegmentAgain_andItsAbsenceIsUploaded() throws Exception {
        SpooledTrack track = create().track(CAMERA, MediaKind.VIDEO);
        byte[] body = {1, 2, 3};
        for (int i = 0; i < 2; i++) {
            String name = SegmentFile.name(i, 0) + ".mp4";
            Files.write(track.folder().resolve(name), body);
            track.append(segment(track, body), name);
        }
        track.confirm(track.waiting().getFirst());
        SpooledTrack recovered = reopen().tracks().getFirst();
        assertThat(recovered.waiting())
                .singleElement()
                .satisfies(entry -> assertThat(entry.entry().sequence()).isEqualTo(1));
        assertThat(recovered.reportable(10)).hasSize(1);
    }

    @Test
    void diskThatIsFullWhenTheRecorderStarts_keepsTheCapture_andIsMadeWholeLater() throws Exception {
        SpooledTrack track = create().track(CAMERA, MediaKind.VIDEO);
        leave(track, 4, ".part");
        disk.full = true;
        SpooledTrack recovered = reopen().tracks().getFirst();
        assertThat(recovered.size()).isZero();
        assertThat(recovered.nextFile()).as("its name is not given away").isEqualTo(5);
        assertThatIOException().isThrownBy(recovered::makeWhole);
        disk.full = false;
        recovered.makeWhole();
        recovered.makeWhole();
        assertThat(recovered.entries()).singleElement().isInstanceOf(TrackEntry.Segment.class);
    }

    @Test
    void mediaThatCannotBeUnderstood_isKeptForAPerson_andTheRestIsTakenUp() throws Exception {
        SpooledTrack track = create().track(CAMERA, MediaKind.VIDEO);
        leave(track, 1, ".mp4");
        byte[] noise = new byte[9000];
        java.util.Arrays.fill(noise, (byte) 0x47);
        Files.write(track.folder().resolve(SegmentFile.name(0, 0) + ".part"), noise);
        Files.write(track.folder().resolve(SegmentFile.name(2, 0) + ".part"), new byte[9000]);
        SpooledTrack recovered = reopen().tracks().getFirst();
        assertThat(recovered.entries()).hasSize(1);
        assertThat(track.folder().resolve(SegmentFile.name(0, 0) + ".part.damaged"))
                .exists();
        assertThat(track.folder().resolve(SegmentFile.name(2, 0) + ".part")).doesNotExist();
    }

    @Test
    void segmentWhoseSyncFails_isCutBeforeThePartThatIsInDoubt() throws Exception {
        SpooledTrack track = create().track(CAMERA, MediaKind.VIDEO);
        SegmentFile file = SegmentFile.create(disk, track.folder(), 0, 0);
        file.write(List.of(new byte[] {1, 2, 3}));
        disk.syncFails = true;
        assertThatIOException().isThrownBy(() -> file.write(List.of(new byte[] {4, 5, 6})));
        disk.syncFails = false;
        file.seal();
        byte[] sealed = Files.readAllBytes(track.folder().resolve(file.fileName()));
        assertThat(sealed).containsExactly(1, 2, 3);
        assertThat(file.sha256Hex()).isEqualTo(TestingStore.sha256(sealed));
    }

    @Test
    void journalWhoseSyncFails_takesTheEntryWhenItIsTriedAgain_once() throws Exception {
        SpooledTrack track = create().track(CAMERA, MediaKind.VIDEO);
        var gap = new TrackEntry.Gap(0, 0, 1000, GapReason.NOT_CONNECTED, 0);
        disk.syncFails = true;
        assertThatIOException().isThrownBy(() -> track.append(gap, null));
        assertThat(track.size()).isZero();
        disk.syncFails = false;
        track.append(gap, null);
        assertThat(reopen().tracks().getFirst().entries()).containsExactly(gap);
    }

    @Test
    void spoolOfManySegments_opensAtOnce() throws Exception {
        SpooledTrack track = create().track(CAMERA, MediaKind.VIDEO);
        byte[] body = HexFormat.of().parseHex("00ff");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            String name = SegmentFile.name(i, 0) + ".mp4";
            Files.write(track.folder().resolve(name), body);
            long start = i * 6_000_000L;
            var segment = new TrackEntry.Segment(
                    i, start, start + 6_000_000, 0, start, start + 6_000_000, EPOCH, FORMAT, "key" + i, 2, "x", 150);
            lines.append(Json.MAPPER
                            .writerFor(JournalLine.class)
                            .writeValueAsString(new JournalLine.Entry(segment, name)))
                    .append('\n');
        }
        Files.writeString(
                track.folder().resolve(Journal.FILE), lines.toString(), java.nio.file.StandardOpenOption.APPEND);
        long before = System.nanoTime();
        SpooledTrack opened = reopen().tracks().getFirst();
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        System.out.printf("A spool of 10 000 segments opened in %d ms.%n", took.toMillis());
        assertThat(opened.waiting()).hasSize(10_000);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void captureWithBothRecordsLost_isBegunAgainAfterWhatItHas() throws Exception {
        SpooledTrack track = create().track(CAMERA, MediaKind.VIDEO);
        track.append(new TrackEntry.Gap(0, 0, 5000, GapReason.NOT_CONNECTED, 0), null);
        try (Stream<Path> files = Files.list(folder.resolve("captures/" + ID))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(file, new byte[100]);
            }
        }
        assertThat(reopen()).isNull();
        assertThat(create().track(CAMERA, MediaKind.VIDEO).endUs()).isEqualTo(5000);
    }
}
