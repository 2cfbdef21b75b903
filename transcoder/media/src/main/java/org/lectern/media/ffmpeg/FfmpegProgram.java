package org.lectern.media.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** The command line of the FFmpeg build whose libraries Lectern uses: for measurements against it. */
public final class FfmpegProgram {
    private static final long START_SECONDS = 30;

    private FfmpegProgram() {}

    /**
     * Where the program lies, unpacked beside its libraries.
     *
     * @throws LecternException INVALID_REQUEST if it does not run on this machine, with what is missing
     */
    public static Path path() {
        Path program = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
        if (!runs(program)) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "The ffmpeg program of the build does not run; it needs libpulse0: apt-get install libpulse0");
        }
        return program;
    }

    private static boolean runs(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "-hide_banner", "-version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(START_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
