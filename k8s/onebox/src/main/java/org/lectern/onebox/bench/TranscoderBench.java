package org.lectern.onebox.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.lectern.media.encode.ChunkEncoder;
import org.lectern.media.encode.ChunkInput;
import org.lectern.media.encode.EncodedObject;
import org.lectern.media.encode.EncoderSettings;
import org.lectern.model.DeviceRole;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.ChunkPart;
import org.lectern.model.plan.Grid;
import org.lectern.model.plan.Hurry;
import org.lectern.model.plan.LadderPlanner;
import org.lectern.model.plan.PassThroughPlanner;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;
import org.lectern.onebox.process.Console;
import org.lectern.onebox.process.StopSignal;

/**
 * What encoding costs: processor time of our four-rung ladder of a 1080p30 lecture against FFmpeg's own
 * command line on the same clip with the same settings of x264, in one run and in changing order; the
 * quality of both; and how much sooner two threads are done than one. The compiler's and the
 * collector's time counts as ours.
 */
public final class TranscoderBench {
    private static final int RUNGS = 4;
    private static final Grid GRID = Grid.DEFAULT;

    private final ChunkEncoder encoder = new ChunkEncoder(EncoderSettings.DEFAULT);
    private final Console console;
    private final StopSignal stop;
    private final Path folder;
    private final LectureClip clip;
    private final TrackPlan.Video plan;
    private final TrackPlan.Video passing;
    private final FfmpegLadder ffmpeg;

    /**
     * Films the clip.
     *
     * @param seconds its length, rounded up to whole chunks
     * @param folder where files may be written
     */
    public TranscoderBench(int seconds, Path folder, Console console, StopSignal stop) throws IOException {
        this.console = console;
        this.stop = stop;
        int chunkSeconds = Math.toIntExact(GRID.chunkUs() / 1_000_000);
        int length = Math.ceilDiv(seconds, chunkSeconds) * chunkSeconds;
        this.folder = folder;
        console.line("Filming %d s of 1080p30 …".formatted(length));
        Path file = folder.resolve("clip.mp4");
        clip = new LectureClip(length, file);
        TrackPlan.Video whole = (TrackPlan.Video) LadderPlanner.plan(DeviceRole.PRESENTER, clip.format(), GRID);
        plan = new TrackPlan.Video(
                whole.frameRate(), whole.keyframeIntervalUs(), whole.rungs().subList(0, RUNGS));
        passing = PassThroughPlanner.plan(DeviceRole.PRESENTER, plan, clip.first(), 0, GRID);
        if (passing.passThrough() == null) {
            throw new LecternException(ErrorCode.INTERNAL, "The clip does not qualify for passing through.");
        }
        ffmpeg = new FfmpegLadder(file, folder, plan, clip.frames());
    }

    /**
     * The result.
     *
     * @param single our processor time by that of one command for all rungs
     * @param apart the same by that of one command for each rung
     * @param passed our processor time with the best rung passed through, by that of one command for all rungs
     * @param twoThreads time of one thread by that of two, on the same chunks
     * @param hurried processor time of what is made at once of a chunk in a hurry, by that of one as planned
     * @param qualityDb XPSNR of each rung less that of FFmpeg's, in dB
     * @param size bytes of each rung by those of FFmpeg's
     */
    public record Result(
            Spread single,
            Spread apart,
            Spread passed,
            Spread twoThreads,
            Map<Hurry, Spread> hurried,
            Map<String, Double> qualityDb,
            Map<String, Double> size) {}

    /** Measures this many times, in changing order. */
    public Result run(int times) throws IOException {
        Map<String, ByteArrayOutputStream> files = new HashMap<>();
        // What runs often is compiled before it counts, as in a worker that has run for minutes.
        encode(plan, ChunkPart.whole(plan), 0, files);
        List<Double> single = new ArrayList<>();
        List<Double> apart = new ArrayList<>();
        List<Double> passed = new ArrayList<>();
        List<Double> threads = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            double ours = i % 2 == 0 ? ours(plan, files) : 0;
            double less = i % 2 == 0 ? ours(passing, new HashMap<>()) : 0;
            double one = ffmpeg.together(plan.rungs());
            double each = ffmpeg.apart(plan.rungs());
            if (i % 2 == 1) {
                less = ours(passing, new HashMap<>());
                ours = ours(plan, files);
            }
            single.add(ours / one);
            apart.add(ours / each);
            passed.add(less / one);
            console.line(String.format(
                    Locale.ROOT,
                    "ours %.2f s of processor; one command %.2f s: ratio %.2f; one command a rung %.2f s: ratio %.2f;"
                            + " ours with the best rung passed through %.2f s: %.2f of one command",
                    ours,
                    one,
                    ours / one,
                    each,
                    ours / each,
                    less,
                    less / one));
            threads.add(twoThreads(i % 2 == 0));
        }
        Map<Hurry, Spread> hurried = hurried(times);
        ours(plan, files);
        Map<String, Double> quality = new HashMap<>();
        Map<String, Double> size = new HashMap<>();
        compare(files, quality, size);
        Result result = new Result(
                Spread.of(single), Spread.of(apart), Spread.of(passed), Spread.of(threads), hurried, quality, size);
        console.line("Ours by one command: " + result.single());
        console.line("Ours by one command a rung: " + result.apart());
        console.line("Ours with the best rung passed through, by one command: " + result.passed());
        console.line("One thread's time by two threads': " + result.twoThreads());
        return result;
    }

    private Map<Hurry, Spread> hurried(int times) throws IOException {
        Map<Hurry, Spread> hurried = new EnumMap<>(Hurry.class);
        VideoRung lowest = plan.rungs().getLast();
        for (Hurry hurry : EnumSet.complementOf(EnumSet.of(Hurry.NONE))) {
            ChunkPart part = hurry == Hurry.LOW_FIRST
                    ? new ChunkPart(hurry, plan.renditions().subList(RUNGS / 2, RUNGS))
                    : new ChunkPart(hurry, plan.renditions());
            Map<String, ByteArrayOutputStream> files = new HashMap<>();
            List<Double> cost = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                double planned = ours(plan, new HashMap<>());
                cost.add(ours(plan, part, files) / planned);
            }
            hurried.put(hurry, Spread.of(cost));
            Path file = folder.resolve("hurried.mp4");
            Files.write(file, Objects.requireNonNull(files.get(lowest.name())).toByteArray());
            console.line(String.format(
                    Locale.ROOT,
                    "In a hurry (%s): processor time by that of the plan %s; %s: XPSNR %.2f dB, %d KB",
                    hurry,
                    hurried.get(hurry),
                    lowest.name(),
                    ffmpeg.quality(lowest, file),
                    Files.size(file) / 1000));
        }
        return hurried;
    }

    private void compare(
            Map<String, ByteArrayOutputStream> files, Map<String, Double> quality, Map<String, Double> size)
            throws IOException {
        for (VideoRung rung : plan.rungs()) {
            ByteArrayOutputStream bytes = files.getOrDefault(rung.name(), new ByteArrayOutputStream());
            Path ours = Files.write(folder.resolve("ours-" + rung.name() + ".mp4"), bytes.toByteArray());
            double our = ffmpeg.quality(rung, ours);
            double their = ffmpeg.quality(rung, ffmpeg.file(rung));
            quality.put(rung.name(), our - their);
            size.put(rung.name(), (double) Files.size(ours) / Files.size(ffmpeg.file(rung)));
            console.line(String.format(
                    Locale.ROOT,
                    "%s: XPSNR %.2f dB, of FFmpeg %.2f dB: %+.2f dB; size by FFmpeg's %.3f",
                    rung.name(),
                    our,
                    their,
                    our - their,
                    size.get(rung.name())));
        }
    }

    /** Processor seconds of the whole ladder. */
    private double ours(TrackPlan.Video what, Map<String, ByteArrayOutputStream> files) {
        return ours(what, ChunkPart.whole(what), files);
    }

    private double ours(TrackPlan.Video what, ChunkPart part, Map<String, ByteArrayOutputStream> files) {
        files.clear();
        long before = processorNanos();
        for (int chunk = 0; chunk < GRID.chunkCount(clip.lengthUs()); chunk++) {
            encode(what, part, chunk, files);
        }
        return (processorNanos() - before) / 1e9;
    }

    private double twoThreads(boolean oneFirst) {
        double one = oneFirst ? seconds(1) : 0;
        double two = seconds(2);
        one = oneFirst ? one : seconds(1);
        console.line(
                String.format(Locale.ROOT, "one thread %.2f s, two threads %.2f s: ratio %.2f", one, two, one / two));
        return one / two;
    }

    private double seconds(int threads) {
        long before = System.nanoTime();
        try (ExecutorService workers =
                Executors.newFixedThreadPool(threads, Thread.ofPlatform().factory())) {
            // As many chunks as two threads can share evenly.
            List<Future<?>> chunks = new ArrayList<>();
            int count = GRID.chunkCount(clip.lengthUs());
            IntStream.range(0, 2 * Math.max(1, count / 2))
                    .forEach(i -> chunks.add(
                            workers.submit(() -> encode(plan, ChunkPart.whole(plan), i % count, new HashMap<>()))));
            for (Future<?> chunk : chunks) {
                chunk.get();
            }
        } catch (ExecutionException e) {
            throw new LecternException(ErrorCode.ENCODER_FAILED, "A chunk could not be encoded.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LecternException(ErrorCode.INTERNAL, "Interrupted.", e);
        }
        return (System.nanoTime() - before) / 1e9;
    }

    private void encode(TrackPlan.Video what, ChunkPart part, int chunk, Map<String, ByteArrayOutputStream> files) {
        if (stop.isAsked()) {
            throw new StopSignal.StopAsked();
        }
        ChunkInput whole = new ChunkInput(
                what,
                GRID,
                GRID.chunkStartUs(chunk),
                GRID.chunkEndUs(chunk, clip.lengthUs()),
                0,
                clip.entries(),
                "und");
        ChunkInput input = whole.of(part);
        encoder.encode(input, clip, object -> {
            ByteArrayOutputStream file = files.computeIfAbsent(object.rendition(), name -> new ByteArrayOutputStream());
            if (object.kind() == EncodedObject.Kind.SEGMENT || file.size() == 0) {
                file.writeBytes(object.bytes());
            }
        });
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
