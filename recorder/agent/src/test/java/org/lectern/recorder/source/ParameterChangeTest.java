package org.lectern.recorder.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.media.encode.ChunkEncoder;
import org.lectern.media.encode.ChunkInput;
import org.lectern.media.encode.EncoderSettings;
import org.lectern.media.mp4.Fmp4Reader;
import org.lectern.media.mp4.TrackFormat;
import org.lectern.model.Codec;
import org.lectern.model.FrameRate;
import org.lectern.model.MediaKind;
import org.lectern.model.TrackEntry;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.plan.AudioRung;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;
import org.lectern.recorder.testing.FlvTag;
import org.lectern.recorder.testing.RecorderHarness;
import org.lectern.recorder.testing.TestingClips;
import org.lectern.recorder.testing.TestingRtmpServer;

/** Devices that change what they send while they are recorded. */
class ParameterChangeTest extends RecorderHarness {
    private static final int DATAGRAM = 7 * 188;

    @BeforeEach
    void requireFfmpeg() {
        TestingClips.assumeFfmpeg();
    }

    private Path clip(String name, String... extra) throws Exception {
        return TestingClips.clip(folder.resolve(name), 4, extra);
    }

    /** Sends files one behind the other at their pace of 4 s. */
    private static void sendDatagrams(int port, Path... files) throws Exception {
        try (var socket = new DatagramSocket()) {
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                int count = Math.ceilDiv(bytes.length, DATAGRAM);
                long start = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    int length = Math.min(DATAGRAM, bytes.length - i * DATAGRAM);
                    socket.send(
                            new DatagramPacket(bytes, i * DATAGRAM, length, InetAddress.getLoopbackAddress(), port));
                    long wait = start + 4_000_000_000L * i / count - System.nanoTime();
                    Thread.sleep(Math.max(0, wait / 1_000_000));
                }
            }
        }
    }

    private static void sendInTheBackground(int port, Path... files) {
        Thread.ofVirtual().start(() -> {
            try {
                sendDatagrams(port, files);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Segments of one run are decoded alike, and the publication can be made of all. */
    private List<TrackFormat> assertRuns(DeviceConfig device, MediaKind kind) throws Exception {
        List<TrackEntry> entries = entries(device, kind);
        assertInStore(entries);
        Map<Integer, List<TrackFormat>> formats = segments(entries).stream()
                .collect(Collectors.groupingBy(
                        TrackEntry.Segment::run,
                        java.util.TreeMap::new,
                        Collectors.mapping(
                                s -> Fmp4Reader.read(store.objects.get(s.objectKey()))
                                        .format(),
                                Collectors.toList())));
        formats.values().forEach(ofRun -> assertThat(ofRun.stream().distinct()).hasSize(1));
        for (TrackEntry.Segment segment : segments(entries)) {
            assertDecodes(segment);
        }
        assertPublishes(entries, kind);
        return formats.values().stream().map(List::getFirst).toList();
    }

    private void assertDecodes(TrackEntry.Segment segment) throws Exception {
        Path file = Files.write(folder.resolve("segment.mp4"), store.objects.get(segment.objectKey()));
        Process decoder = new ProcessBuilder(
                        "ffmpeg", "-v", "error", "-nostdin", "-i", file.toString(), "-f", "null", "-")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(decoder.getInputStream().readAllBytes())).isEmpty();
    }

    private void assertPublishes(List<TrackEntry> entries, MediaKind kind) {
        TrackPlan plan = kind == MediaKind.VIDEO
                ? new TrackPlan.Video(
                        new FrameRate(25, 1),
                        2_000_000,
                        List.of(new VideoRung("180p", 320, 180, 30, 400_000, 3, "ultrafast", "")))
                : new TrackPlan.Audio(48_000, 2, List.of(new AudioRung("audio", 64_000)));
        long end = entries.getLast().endUs();
        var result = new ChunkEncoder(EncoderSettings.DEFAULT)
                .encode(
                        new ChunkInput(plan, new Grid(6_000_000, 2), 0, end, 0, entries, "und"),
                        segment -> store.objects.get(segment.objectKey()),
                        object -> {});
        assertThat(result.renditions().getFirst().segments()).hasSizeGreaterThan(0);
    }

    private void assertLittleIsMissing(DeviceConfig device, MediaKind kind, long leastUs) {
        long recorded = segments(entries(device, kind)).stream()
                .mapToLong(s -> s.endUs() - s.startUs())
                .sum();
        assertThat(recorded).isBetween(leastUs, 8_200_000L);
    }

    /** Pictures of two sizes in H.264, and then in H.265. */
    private List<FlvTag> flv() throws Exception {
        List<FlvTag> sizes = FlvTag.joined(
                FlvTag.media(FlvTag.read(TestingClips.clip(folder.resolve("a.flv"), 2))),
                FlvTag.media(FlvTag.read(TestingClips.clip(folder.resolve("b.flv"), 2, "-s", "640x360"))));
        Path h265 = TestingClips.clip(
                folder.resolve("c.mp4"),
                2,
                "-an",
                "-c:v",
                "libx265",
                "-x265-params",
                "log-level=none:bframes=0",
                "-movflags",
                "frag_keyframe+empty_moov+default_base_moof");
        return FlvTag.joined(sizes, FlvTag.h265(h265));
    }

    @Test
    void otherSizesAndCodecs_areOtherRuns_andLittleIsLost() throws Exception {
        Path first = clip("a.ts");
        Path larger = clip("b.ts", "-s", "640x360");
        Path h265 = clip("c.ts", "-c:v", "libx265", "-x265-params", "log-level=none", "-ar", "44100");
        Path elsewhere =
                clip("d.ts", "-c:v", "libx265", "-x265-params", "log-level=none", "-mpegts_start_pid", "0x150");
        int port = SourceProtocolsTest.freePort();
        DeviceConfig resizing = device(0, "udp://127.0.0.1:" + port);
        DeviceConfig recoding = device(1, "udp://127.0.0.1:" + (port + 1));
        DeviceConfig moving = device(2, "udp://127.0.0.1:" + (port + 2));
        try (var encoder = new TestingRtmpServer(flv())) {
            DeviceConfig rtmp = device(3, encoder.url());
            start();
            startCapture(resizing, recoding, moving, rtmp);
            within(10).until(() -> server.acks.containsKey(1L));
            for (int listener = port; listener < port + 3; listener++) {
                SourceProtocolsTest.awaitListener(listener);
            }
            sendInTheBackground(port, first, larger);
            sendInTheBackground(port + 1, first, h265);
            sendDatagrams(port + 2, first, elsewhere);
            stopCapture();

            assertThat(assertRuns(resizing, MediaKind.VIDEO))
                    .extracting(TrackFormat::width)
                    .containsExactly(320, 640);
            assertRuns(resizing, MediaKind.AUDIO);
            assertLittleIsMissing(resizing, MediaKind.VIDEO, 7_700_000);
            assertLittleIsMissing(resizing, MediaKind.AUDIO, 7_700_000);

            assertThat(assertRuns(recoding, MediaKind.VIDEO))
                    .extracting(TrackFormat::codec)
                    .startsWith(Codec.H264)
                    .endsWith(Codec.H265);
            assertThat(assertRuns(recoding, MediaKind.AUDIO))
                    .extracting(TrackFormat::sampleRate)
                    .containsExactly(48000, 44100);
            // The first picture of the other codec comes in one packet with the last of the one before.
            assertLittleIsMissing(recoding, MediaKind.VIDEO, 6_700_000);

            assertThat(assertRuns(moving, MediaKind.VIDEO))
                    .extracting(TrackFormat::codec)
                    .containsExactly(Codec.H264, Codec.H265);
            assertRuns(moving, MediaKind.AUDIO);
            assertLittleIsMissing(moving, MediaKind.VIDEO, 7_600_000);
            assertLittleIsMissing(moving, MediaKind.AUDIO, 7_600_000);

            List<TrackFormat> formats = assertRuns(rtmp, MediaKind.VIDEO).subList(0, 3);
            assertThat(formats).extracting(TrackFormat::width).containsExactly(320, 640, 320);
            assertThat(formats).extracting(TrackFormat::codec).containsExactly(Codec.H264, Codec.H264, Codec.H265);
            assertRuns(rtmp, MediaKind.AUDIO);
            assertBooks();
        }
    }
}
