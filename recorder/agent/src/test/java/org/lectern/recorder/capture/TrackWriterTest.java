package org.lectern.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.media.capture.DeviceClock;
import org.lectern.media.capture.MediaPacket;
import org.lectern.media.capture.Timeline;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.Sample;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.GapReason;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.control.RoomConfig;
import org.lectern.recorder.spool.CaptureRecord;
import org.lectern.recorder.spool.JournalLine;
import org.lectern.recorder.spool.KeptJson;
import org.lectern.recorder.spool.Spool;
import org.lectern.recorder.spool.SpooledCapture;
import org.lectern.recorder.spool.SpooledTrack;
import org.lectern.recorder.testing.TestingDisk;
import org.lectern.recorder.testing.TestingPackets;
import org.lectern.recorder.testing.TestingStore;

@Timeout(60)
class TrackWriterTest {
    private static final UUID ID = new UUID(7, 7);
    private static final DeviceConfig DEVICE = new DeviceConfig(ID, "Camera", DeviceRole.PRESENTER, "file:///x");

    @TempDir
    Path folder;

    private final TestingDisk disk = new TestingDisk();
    private Instant epoch = Instant.now();
    private CaptureClock clock;
    private long startNanos;
    private SpooledTrack track;

    @BeforeEach
    void openTrack() throws Exception {
        clock = new CaptureClock(epoch, Clock.systemUTC());
        startNanos = System.nanoTime() + 100_000_000;
        track = create().track(DEVICE, MediaKind.VIDEO);
    }

    private SpooledCapture create() throws Exception {
        var room = new RoomConfig(ID, "Room", List.of(DEVICE));
        return Spool.open(disk, folder, new KeptJson("testing"))
                .create(new CaptureRecord(ID, ID, "Physics", room, epoch, null, null, null, false));
    }

    private SpooledTrack reopen() {
        SpooledCapture capture =
                Spool.open(disk, folder, new KeptJson("testing")).find(ID);
        return capture.tracks().getFirst();
    }

    private Session session() {
        return new Session(new Timeline(new DeviceClock(), clock.epochWallUs(), false));
    }

    private void send(TrackWriter writer, Session session, List<MediaPacket> packets) {
        for (MediaPacket packet : packets) {
            session.timeline().observe(packet.ptsUs(), clock.positionUs(packet.receivedNanos()), packet.deviceWallUs());
            writer.offer(session, packet);
        }
    }

    private TrackWriter run(TrackWriter writer) {
        Thread.ofPlatform().daemon().start(writer);
        return writer;
    }

    private TrackWriter writer(long queueBytes) {
        return new TrackWriter(track, clock, MediaKind.VIDEO, new QueueRoom(queueBytes, queueBytes), false);
    }

    private void stop(TrackWriter writer, long positionUs) {
        writer.queue().tell(new TrackInput.Stop(positionUs));
        await().atMost(Duration.ofSeconds(20)).until(() -> writer.state() == org.lectern.model.TrackState.ENDED);
    }

    private static List<TrackEntry.Segment> segments(SpooledTrack track) {
        return track.entries().stream()
                .filter(TrackEntry.Segment.class::isInstance)
                .map(TrackEntry.Segment.class::cast)
                .toList();
    }

    private static List<TrackEntry.Gap> gaps(SpooledTrack track) {
        return track.entries().stream()
                .filter(TrackEntry.Gap.class::isInstance)
                .map(TrackEntry.Gap.class::cast)
                .toList();
    }

    /** The numbers of the pictures on the disk; checks each file against its entry. */
    private List<Integer> pictures(SpooledTrack of) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        for (JournalLine.Entry entry : of.waiting()) {
            var segment = (TrackEntry.Segment) entry.entry();
            byte[] bytes = Files.readAllBytes(of.folder().resolve(entry.file()));
            assertThat(bytes).hasSize((int) segment.bytes());
            assertThat(TestingStore.sha256(bytes)).isEqualTo(segment.sha256());
            var file = Fmp4Reader.read(bytes);
            assertThat(file.validBytes()).isEqualTo(bytes.length);
            List<Sample> samples = file.samples();
            assertThat(samples).hasSize(segment.packets());
            assertThat(samples.getFirst().sync()).isTrue();
            assertThat(samples.getFirst().pts()).isEqualTo(segment.mediaStartUs());
            samples.forEach(sample -> numbers.add(TestingPackets.number(sample.data())));
        }
        return numbers;
    }

    private static void assertCovered(SpooledTrack of) {
        long end = 0;
        for (int i = 0; i < of.size(); i++) {
            TrackEntry entry = of.entries().get(i);
            assertThat(entry.sequence()).isEqualTo(i);
            assertThat(entry.startUs()).isEqualTo(end);
            assertThat(entry.endUs()).isGreaterThan(entry.startUs());
            end = entry.endUs();
        }
    }

    private static void assertBooks(TrackWriter writer) {
        PacketCounts counts = writer.counts();
        assertThat(counts.received()).isEqualTo(counts.onDisk() + counts.inGaps());
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void camera_isCutIntoSegmentsOfSixSeconds_thatAbut() throws Exception {
        TrackWriter writer = run(writer(32 << 20));
        send(writer, session(), TestingPackets.video(0, 500, startNanos, 1000));
        stop(writer, 21_000_000);

        assertThat(pictures(track)).isEqualTo(range(0, 500));
        assertThat(segments(track).stream().map(TrackEntry.Segment::packets)).containsExactly(150, 150, 150, 50);
        assertThat(segments(track).getFirst().mediaStartUs()).isEqualTo(50_000_000);
        assertThat(segments(track).getFirst().mediaEndUs()).isEqualTo(56_000_000);
        assertThat(segments(track).getFirst().startUs()).isBetween(99_000L, 2_000_000L);
        assertThat(segments(track).getFirst().format().frameRate()).isEqualTo(new FrameRate(25, 1));
        assertThat(gaps(track)).hasSize(1).allMatch(gap -> gap.reason() == GapReason.NOT_CONNECTED);
        assertCovered(track);
        assertBooks(writer);
        // Each part is forced: 20 s of media in parts of less than a second.
        assertThat(disk.forced.get()).isGreaterThan(20);
    }

    @Test
    void deviceThatReturns_isANewRun_afterAGap() throws Exception {
        TrackWriter writer = run(writer(32 << 20));
        Session first = session();
        send(writer, first, TestingPackets.video(0, 60, startNanos, 100));
        writer.queue().tell(new TrackInput.SessionEnd(first, GapReason.DEVICE_LOST));
        // It begins with media time 0 again, in the middle of a group of pictures.
        send(writer, session(), TestingPackets.video(10, 100, startNanos + 5_000_000_000L, 100));
        stop(writer, 9_000_000);

        assertThat(pictures(track).subList(0, 60)).isEqualTo(range(0, 60));
        assertThat(pictures(track).subList(60, 135)).isEqualTo(range(25, 100));
        assertThat(segments(track).stream().map(TrackEntry.Segment::run)).containsExactly(0, 1);
        TrackEntry.Gap lost = gaps(track).get(1);
        assertThat(lost.reason()).isEqualTo(GapReason.DEVICE_LOST);
        assertThat(lost.packetsLost()).isEqualTo(15);
        assertThat(lost.endUs() - lost.startUs()).isCloseTo(3_600_000, org.assertj.core.data.Offset.offset(2L));
        assertCovered(track);
        assertBooks(writer);
    }

    @Test
    void otherParameters_areAnotherRun_withoutAGap() throws Exception {
        var larger = TrackFormat.video(Codec.H264, 1_000_000, 1280, 720, TestingPackets.VIDEO.codecConfig());
        var packets = TestingPackets.video(0, 200, startNanos, 100).stream()
                .map(p -> p.ptsUs() < 53_000_000 ? p : TestingPackets.as(0, larger, p))
                .toList();
        TrackWriter writer = run(writer(1 << 20));
        send(writer, session(), packets);
        stop(writer, 9_000_000);

        assertCovered(track);
        assertThat(pictures(track)).isEqualTo(range(0, 200));
        assertThat(segments(track)).extracting(TrackEntry.Segment::run).containsExactly(0, 1);
        assertThat(segments(track)).extracting(s -> s.format().width()).containsExactly(640, 1280);
        assertThat(segments(track).getFirst().packets()).isEqualTo(75);
        assertThat(segments(track).getLast().startUs())
                .isEqualTo(segments(track).getFirst().endUs());
        assertBooks(writer);
    }

    @Test
    void anotherStream_thatBeginsWithinItsPictures_isAGapUntilItsFirstKeyPicture() throws Exception {
        var other = TrackFormat.video(Codec.H264, 1_000_000, 320, 180, TestingPackets.VIDEO.codecConfig());
        List<MediaPacket> packets = new ArrayList<>(TestingPackets.video(0, 80, startNanos, 100));
        for (MediaPacket p : TestingPackets.video(80, 150, startNanos, 100)) {
            packets.add(TestingPackets.as(1, p.keyframe() ? other : null, p));
        }
        TrackWriter writer = run(writer(1 << 20));
        send(writer, session(), packets);
        stop(writer, 6_000_000);

        assertCovered(track);
        List<Integer> kept = new ArrayList<>(range(0, 80));
        kept.addAll(range(100, 150));
        assertThat(pictures(track)).isEqualTo(kept);
        assertThat(segments(track)).extracting(TrackEntry.Segment::run).containsExactly(0, 1);
        assertThat(segments(track)).extracting(s -> s.format().width()).containsExactly(640, 320);
        assertThat(writer.counts().inGaps()).isEqualTo(20);
        assertBooks(writer);
    }

    @Test
    void slowDisk_costsWholeGroupsOfPictures_andAGap() throws Exception {
        disk.writeMillis = 300;
        TrackWriter writer = run(writer(100_000));
        send(writer, session(), TestingPackets.video(0, 1000, startNanos, 1000));
        await().until(() -> writer.counts().onDisk() > 25);
        disk.writeMillis = 0;
        await().until(() -> writer.counts().onDisk() + 30 > 100);
        send(writer, session(), TestingPackets.video(1000, 1100, startNanos, 10));
        stop(writer, 45_000_000);

        assertBooks(writer);
        assertThat(writer.counts().inGaps()).isGreaterThan(500);
        assertThat(gaps(track)).anyMatch(gap -> gap.reason() == GapReason.OVERFLOW && gap.packetsLost() > 500);
        List<Integer> kept = pictures(track);
        for (int i = 1; i < kept.size(); i++) {
            assertThat(kept.get(i) == kept.get(i - 1) + 1 || kept.get(i) % 25 == 0)
                    .as("%d after %d", kept.get(i), kept.get(i - 1))
                    .isTrue();
        }
        assertCovered(track);
    }

    @Test
    void fullDisk_isAGapAndAProblem_andRecordingGoesOnByItself() throws Exception {
        TrackWriter writer = run(writer(32 << 20));
        Session session = session();
        send(writer, session, TestingPackets.video(0, 200, startNanos, 1000));
        await().until(() -> writer.counts().onDisk() > 150);
        disk.full = true;
        send(writer, session, TestingPackets.video(200, 400, startNanos, 1000));
        await().until(() -> writer.diskProblem() != null);
        assertThat(writer.diskProblem().code()).isEqualTo(ErrorCode.DISK_FULL);
        await().until(() -> writer.counts().onDisk() + writer.counts().inGaps() >= 399);
        disk.full = false;
        // It tries again after a second.
        int[] next = {400};
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    send(writer, session, TestingPackets.video(next[0], next[0] + 25, startNanos, 1000));
                    next[0] += 25;
                    return writer.diskProblem() == null;
                });
        stop(writer, 1_000_000);

        assertBooks(writer);
        assertThat(writer.counts().inGaps()).isGreaterThan(150);
        assertThat(gaps(track)).anyMatch(gap -> gap.reason() == GapReason.DISK_ERROR && gap.packetsLost() > 150);
        assertThat(pictures(track)).startsWith(0, 1, 2).contains(150).hasSize((int)
                writer.counts().onDisk());
        assertCovered(track);
    }

    @Test
    void openGap_isToldInPieces_soThatCoverageAdvances() throws Exception {
        // The capture began half a minute ago, and the device has been lost since its second 2.
        epoch = Instant.now().minusSeconds(30);
        clock = new CaptureClock(epoch, Clock.systemUTC());
        startNanos = System.nanoTime() - 29_000_000_000L;
        TrackWriter writer = run(writer(32 << 20));
        Session session = session();
        send(writer, session, TestingPackets.video(0, 50, startNanos, 100));
        writer.queue().tell(new TrackInput.SessionEnd(session, GapReason.DEVICE_LOST));
        await().until(() -> track.endUs() > 25_000_000);
        assertThat(track.endUs()).isLessThan(28_000_000);
        stop(writer, 31_000_000);
        assertThat(track.endUs()).isEqualTo(31_000_000);
        assertCovered(track);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 700, 5000})
    void killedRecorder_losesAtMostTheOpenPart_andGoesOnWithAGap(int tornBytes) throws Exception {
        TrackWriter killed = run(writer(32 << 20));
        send(killed, session(), TestingPackets.video(0, 240, startNanos, 1000));
        // 9.6 s: one sealed segment and parts of a second one; the writer is never stopped. The last picture
        // waits for its duration: nothing more is written under the recovery's hands.
        await().until(() -> killed.counts().onDisk() == 239);
        long onDisk = killed.counts().onDisk();
        Path part;
        try (var files = Files.list(track.folder())) {
            part = files.filter(f -> f.toString().endsWith(".part")).findFirst().orElseThrow();
        }
        Files.write(part, new byte[tornBytes], StandardOpenOption.APPEND);

        SpooledTrack recovered = reopen();
        assertThat(recovered.size()).isEqualTo(3);
        assertThat(pictures(recovered)).isEqualTo(range(0, (int) onDisk));
        assertThat(segments(recovered).get(1).run()).isZero();
        assertThat(segments(recovered).get(1).startUs())
                .isEqualTo(segments(recovered).get(0).endUs());
        assertCovered(recovered);

        track = recovered;
        var resumed = run(new TrackWriter(recovered, clock, MediaKind.VIDEO, QueueRoom.usual(), true));
        send(resumed, session(), TestingPackets.video(0, 60, System.nanoTime() + 11_000_000_000L, 100));
        stop(resumed, 1);
        assertThat(gaps(recovered).getLast().reason()).isIn(GapReason.RECORDER_DOWN, GapReason.DEVICE_LOST);
        assertThat(segments(recovered).getLast().run()).isEqualTo(1);
        assertCovered(recovered);
    }

    @Test
    void recorderKilledWhileTheDiskTookAPart_isCutAtTheLastWholeOne() throws Exception {
        TrackWriter killed = run(writer(32 << 20));
        send(killed, session(), TestingPackets.video(0, 100, startNanos, 1000));
        await().until(() -> killed.counts().onDisk() > 70);
        Path part;
        try (var files = Files.list(track.folder())) {
            part = files.filter(f -> f.toString().endsWith(".part")).findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(part);
        Files.write(part, java.util.Arrays.copyOf(whole, whole.length - 5000));
        Path journal = track.folder().resolve("journal.jsonl");
        Files.writeString(journal, "{\"line\":\"entry\",\"entr", StandardOpenOption.APPEND);

        SpooledTrack recovered = reopen();
        List<Integer> kept = pictures(recovered);
        assertThat(kept).isEqualTo(range(0, kept.size()));
        assertThat(kept.size()).isBetween(40, 85);
        assertCovered(recovered);
        // What was recovered stays recovered.
        assertThat(reopen().entries()).isEqualTo(recovered.entries());
    }
}
