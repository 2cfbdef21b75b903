package org.lectern.onebox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.onebox.bench.RecorderBench;
import org.lectern.onebox.bench.TranscoderBench;
import org.lectern.onebox.config.LecternConfig;
import org.lectern.onebox.data.Ports;
import org.lectern.onebox.process.Console;
import org.lectern.onebox.process.StopSignal;
import org.lectern.onebox.stack.Installation;
import org.lectern.onebox.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lectern bench recorder} and {@code ./lectern bench transcoder}. */
@Command(
        name = "bench",
        description = {
            "Measures this machine, by ratios within one run.",
            "recorder: one recorder against FFmpeg processes.",
            "transcoder: our encoding against FFmpeg's command line."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class BenchCommand implements Callable<Integer> {
    private static final int RECORDER_SECONDS = 60;
    private static final int CLIP_SECONDS = 24;

    private final StopSignal stop;

    @Parameters(paramLabel = "PART", description = "What to measure: recorder or transcoder.")
    String part = "recorder";

    @Option(
            names = "--cameras",
            split = ",",
            defaultValue = "1,8,16",
            description = "How many cameras at once, one measurement for each; ${DEFAULT-VALUE} by default.")
    List<Integer> cameras = List.of();

    @Option(
            names = "--seconds",
            description = "Length of each measurement, or of the clip; 60 by default, of the clip 24.")
    @Nullable
    Integer seconds;

    @Option(
            names = "--times",
            defaultValue = "3",
            description = "How often to measure encoding; ${DEFAULT-VALUE} by default.")
    int times = 3;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write the figures, as JSON.")
    @Nullable
    Path report;

    BenchCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        if (seconds != null && seconds < 1 || times < 1 || cameras.stream().anyMatch(count -> count < 1)) {
            throw new LecternException(ErrorCode.INVALID_REQUEST, "--cameras, --seconds and --times are at least 1.");
        }
        Path folder = Files.createTempDirectory("lectern-bench");
        try {
            Object result = switch (part) {
                case "recorder" -> recorder(folder);
                case "transcoder" -> transcoder(folder);
                default ->
                    throw new LecternException(
                            ErrorCode.INVALID_REQUEST, "Give ./lectern bench recorder or ./lectern bench transcoder.");
            };
            if (report != null) {
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(report.toFile(), result);
            }
            return 0;
        } finally {
            delete(folder);
        }
    }

    private List<RecorderBench.Row> recorder(Path folder) throws Exception {
        Console console = Console.standard();
        LecternConfig config = LecternConfig.defaults(folder)
                .withPort(Ports.anyFree())
                .withApps(EnumSet.of(LecternConfig.App.VOD_API, LecternConfig.App.RECORDER));
        try (Stack stack = Stack.open(Installation.current(), config, console, stop)) {
            stack.start(true);
            return new RecorderBench(stack, config.agent().name(), console, stop)
                    .run(cameras, Duration.ofSeconds(seconds == null ? RECORDER_SECONDS : seconds));
        }
    }

    private TranscoderBench.Result transcoder(Path folder) throws IOException {
        int length = seconds == null ? CLIP_SECONDS : seconds;
        return new TranscoderBench(length, folder, Console.standard(), stop).run(times);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
