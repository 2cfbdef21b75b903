package org.lectern.onebox.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lectern.media.ffmpeg.FfmpegProgram;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.plan.TrackPlan;
import org.lectern.model.plan.VideoRung;

/** The same ladder with FFmpeg's command line and the same settings of x264. */
final class FfmpegLadder {
    private static final Pattern TIMES = Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s");
    private static final Pattern QUALITY = Pattern.compile("XPSNR +y: *([0-9.]+)");

    private final String program = FfmpegProgram.path().toString();
    private final Path clip;
    private final Path folder;
    private final TrackPlan.Video plan;
    private final int frames;

    /**
     * @param clip what is encoded, into files in the folder
     * @param frames how many of its pictures
     */
    FfmpegLadder(Path clip, Path folder, TrackPlan.Video plan, int frames) {
        this.clip = clip;
        this.frames = frames;
        this.folder = folder;
        this.plan = plan;
    }

    /** What {@link #together} made of a rung. */
    Path file(VideoRung rung) {
        return file("together", rung);
    }

    private Path file(String how, VideoRung rung) {
        return folder.resolve("ffmpeg-" + how + "-" + rung.name() + ".mp4");
    }

    /** One decode, each size scaled from the next larger, all rungs: the best single command. Processor seconds. */
    double together(List<VideoRung> rungs) throws IOException {
        StringBuilder graph = new StringBuilder();
        String from = "[0:v]";
        for (int i = 0; i < rungs.size(); i++) {
            boolean last = i == rungs.size() - 1;
            graph.append(from).append(scale(rungs.get(i)));
            graph.append(last ? "[o%d]".formatted(i) : ",split[o%d][n%d];".formatted(i, i));
            from = "[n%d]".formatted(i);
        }
        List<String> command = begin();
        command.addAll(List.of("-filter_complex_threads", "1", "-filter_complex", graph.toString()));
        for (int i = 0; i < rungs.size(); i++) {
            command.addAll(List.of("-map", "[o%d]".formatted(i)));
            command.addAll(output("together", rungs.get(i)));
        }
        return times(run(command));
    }

    /** One command for each rung, each with its own decode: what most scripts do. Processor seconds. */
    double apart(List<VideoRung> rungs) throws IOException {
        double seconds = 0;
        for (VideoRung rung : rungs) {
            List<String> command = begin();
            command.addAll(List.of("-filter_threads", "1", "-vf", scale(rung)));
            command.addAll(output("apart", rung));
            seconds += times(run(command));
        }
        return seconds;
    }

    /** XPSNR of the luma in dB of an encoded rung against the clip, scaled to its size. */
    double quality(VideoRung rung, Path encoded) throws IOException {
        String graph =
                "[0:v]settb=AVTB,setpts=N/%1$s/TB[a];[1:v]%2$s,settb=AVTB,setpts=N/%1$s/TB[b];[a][b]xpsnr=shortest=1"
                        .formatted(LectureClip.RATE.numerator(), scale(rung));
        String said = run(List.of(
                program,
                "-hide_banner",
                "-nostdin",
                "-i",
                encoded.toString(),
                "-i",
                clip.toString(),
                "-filter_complex",
                graph,
                "-f",
                "null",
                "-"));
        return number(QUALITY, said, 1);
    }

    private List<String> begin() {
        return new ArrayList<>(List.of(
                program, "-hide_banner", "-nostdin", "-y", "-benchmark", "-threads", "1", "-i", clip.toString()));
    }

    private String scale(VideoRung rung) {
        return rung.height() == LectureClip.HEIGHT
                ? "null"
                : "scale=%d:%d:flags=bicubic".formatted(rung.width(), rung.height());
    }

    private List<String> output(String how, VideoRung rung) {
        return List.of(
                "-frames:v",
                Integer.toString(frames),
                "-c:v",
                "libx264",
                "-threads",
                "1",
                "-preset",
                rung.preset(),
                "-profile:v",
                "high",
                "-crf",
                Double.toString(rung.crf()),
                "-maxrate",
                Integer.toString(rung.maxBitsPerSecond()),
                "-bufsize",
                Integer.toString(rung.maxBitsPerSecond() * 3 / 2),
                "-bf",
                Integer.toString(rung.bFrames()),
                "-g",
                "100000",
                "-forced-idr",
                "1",
                "-force_key_frames",
                "expr:gte(t,n_forced*%s)".formatted(plan.keyframeIntervalUs() / 1e6),
                "-x264-params",
                "scenecut=0:open-gop=0:sliced-threads=0",
                file(how, rung).toString());
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LecternException(
                        ErrorCode.INTERNAL, "FFmpeg failed: " + String.join(" ", command) + "\n" + said);
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LecternException(ErrorCode.INTERNAL, "Interrupted.", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static double times(String said) {
        return number(TIMES, said, 1) + number(TIMES, said, 2);
    }

    private static double number(Pattern pattern, String said, int group) {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new LecternException(
                    ErrorCode.INTERNAL, String.format(Locale.ROOT, "FFmpeg said nothing of %s:%n%s", pattern, said));
        }
        return Double.parseDouble(matcher.group(group));
    }
}
