package org.lectern.onebox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** What one would do without Lectern: one FFmpeg process a camera, which copies into segments of 6 s. */
final class FfmpegSegmenters implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();

    FfmpegSegmenters(List<String> addresses, Path folder) throws IOException {
        for (int i = 0; i < addresses.size(); i++) {
            Path own = Files.createDirectories(folder.resolve("ffmpeg-" + i));
            try {
                processes.add(new ProcessBuilder(
                                "ffmpeg",
                                "-nostdin",
                                "-v",
                                "error",
                                "-rtsp_transport",
                                "tcp",
                                "-i",
                                addresses.get(i),
                                "-c",
                                "copy",
                                "-f",
                                "segment",
                                "-segment_time",
                                "6",
                                own.resolve("%06d.mp4").toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            } catch (IOException e) {
                close();
                throw new LecternException(
                        ErrorCode.INVALID_REQUEST,
                        "This measures against the command ffmpeg, which is missing: apt-get install ffmpeg",
                        e);
            }
        }
    }

    List<ProcessHandle> processes() {
        return processes.stream().map(Process::toHandle).toList();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
