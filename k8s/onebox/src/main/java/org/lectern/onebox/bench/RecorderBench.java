package org.lectern.onebox.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lectern.classroom.LoopedDevice;
import org.lectern.classroom.rtsp.RtspServer;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.FrameRate;
import org.lectern.model.LecternException;
import org.lectern.onebox.client.Api;
import org.lectern.onebox.client.LecternApi;
import org.lectern.onebox.client.Rooms;
import org.lectern.onebox.config.LecternConfig;
import org.lectern.onebox.data.PidFile;
import org.lectern.onebox.demo.Demo;
import org.lectern.onebox.process.Console;
import org.lectern.onebox.process.StopSignal;
import org.lectern.onebox.stack.Stack;

/**
 * What the recorder costs: processor time of one recorder with many cameras (spool, checksums and
 * upload included) against as many processes of {@code ffmpeg -c copy -f segment}, one after the other
 * on the same cameras; and its memory. Linux only.
 */
public final class RecorderBench {
    private static final FrameRate RATE = new FrameRate(30, 1);
    private static final int BITS_PER_SECOND = 8_000_000;
    private static final int LOOP_SECONDS = 6;
    /** Until what runs often is compiled: a lecture takes longer. */
    private static final Duration WARM_UP = Duration.ofSeconds(180);

    private static final Duration FFMPEG_WARM_UP = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Stack stack;
    private final String agentName;
    private final Console console;
    private final StopSignal stop;
    private final LecternApi api;

    /** @param stack running, with a recorder and without a transcoder */
    public RecorderBench(Stack stack, String agentName, Console console, StopSignal stop) {
        this.stack = stack;
        this.agentName = agentName;
        this.console = console;
        this.stop = stop;
        this.api = LecternApi.signIn(stack.server(), "admin", Demo.PASSWORD);
    }

    /**
     * One line of the result.
     *
     * @param recorderCpu processor seconds for a camera and minute
     * @param ffmpegCpu the same of FFmpeg
     * @param ratio the first by the second
     * @param megabytesBefore resident memory of the recorder's process when measuring began
     * @param megabytesAfter the same at the end; over an hour it is the same
     * @param megabytesPerCamera what the end has more than the recorder at rest, for a camera
     * @param gapSeconds of all tracks: what was lost while measuring, 0 is right
     */
    public record Row(
            int cameras,
            double recorderCpu,
            double ffmpegCpu,
            double ratio,
            double megabytesBefore,
            double megabytesAfter,
            double megabytesPerCamera,
            double gapSeconds) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%2d cameras: recorder %.2f s, ffmpeg %.2f s of processor a camera-minute: ratio %.2f;"
                            + " recorder's memory %.0f MB, then %.0f MB, %.1f MB a camera; lost %.1f s",
                    cameras,
                    recorderCpu,
                    ffmpegCpu,
                    ratio,
                    megabytesBefore,
                    megabytesAfter,
                    megabytesPerCamera,
                    gapSeconds);
        }
    }

    /** Measures for each number of cameras, for this long each. */
    public List<Row> run(List<Integer> counts, Duration length) throws IOException {
        console.line("Filming %d s of 1080p30 with 8 Mbit/s …".formatted(LOOP_SECONDS));
        List<Row> rows = new ArrayList<>();
        try (var server = new RtspServer("127.0.0.1", 0);
                var camera = new LoopedDevice(1920, 1080, RATE, BITS_PER_SECOND, LOOP_SECONDS)) {
            int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
            List<String> addresses = IntStream.range(0, most)
                    .mapToObj(i -> server.mount("camera-" + i, camera))
                    .toList();
            stop.pauseUntil(LIMIT, "The recorder does not connect to the server", () -> api.isOnline(agentName));
            double atRest = megabytes(Usage.of(List.of(recorder())));
            console.line(String.format(Locale.ROOT, "The recorder at rest: %.0f MB", atRest));
            for (int count : counts) {
                Row row = measure(addresses.subList(0, count), length, atRest);
                console.line(row.toString());
                rows.add(row);
            }
        }
        return rows;
    }

    private Row measure(List<String> addresses, Duration length, double atRest) throws IOException {
        int count = addresses.size();
        List<LecternConfig.Device> devices = IntStream.range(0, count)
                .mapToObj(i -> new LecternConfig.Device("Camera " + (i + 1), DeviceRole.PRESENTER, addresses.get(i)))
                .toList();
        String room = new Rooms(api).ensure(new LecternConfig.Room("Bench of " + count, null, devices), agentName);
        Api.Capture capture = api.startCapture(room, "Bench");
        stop.pauseUntil(LIMIT, "The cameras are not all recorded", () -> recording(capture.id()) == count);
        stop.pause(WARM_UP);
        Usage[] recorder = over(List.of(recorder()), length);
        api.stopCapture(capture.id());
        stop.pauseUntil(
                LIMIT,
                "The capture does not end",
                () -> api.capture(capture.id()).state().equals("COMPLETE"));
        double gaps = api.capture(capture.id()).tracks().stream()
                .flatMap(track -> track.gaps().stream())
                .filter(gap -> gap.startSeconds() > 0)
                .mapToDouble(gap -> gap.endSeconds() - gap.startSeconds())
                .sum();
        Usage[] ffmpeg;
        try (var segmenters =
                new FfmpegSegmenters(addresses, stack.folder().root().resolve("bench"))) {
            stop.pause(FFMPEG_WARM_UP);
            ffmpeg = over(segmenters.processes(), length);
        }
        double minutes = count * length.toMillis() / 60_000.0;
        double ours = seconds(recorder) / minutes;
        double theirs = seconds(ffmpeg) / minutes;
        double after = megabytes(recorder[1]);
        return new Row(
                count, ours, theirs, ours / theirs, megabytes(recorder[0]), after, (after - atRest) / count, gaps);
    }

    private Usage[] over(List<ProcessHandle> processes, Duration length) throws IOException {
        Usage before = Usage.of(processes);
        stop.pause(length);
        return new Usage[] {before, Usage.of(processes)};
    }

    private long recording(String captureId) {
        return api.capture(captureId).tracks().stream()
                .filter(track -> track.recordedSeconds() > 0)
                .count();
    }

    private static double seconds(Usage[] span) {
        return span[1].cpu().minus(span[0].cpu()).toMillis() / 1000.0;
    }

    private static double megabytes(Usage usage) {
        return usage.residentBytes() / 1e6;
    }

    private ProcessHandle recorder() throws IOException {
        return PidFile.of(stack.folder(), "recorder")
                .running()
                .orElseThrow(() -> new LecternException(ErrorCode.INTERNAL, "The recorder is not running."));
    }
}
