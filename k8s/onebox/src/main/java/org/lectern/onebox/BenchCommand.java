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
import org.lectern.onebox.config.LecternConfig;
import org.lectern.onebox.data.Ports;
import org.lectern.onebox.process.Console;
import org.lectern.onebox.process.StopSignal;
import org.lectern.onebox.stack.Installation;
import org.lectern.onebox.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./lectern bench recorder}. */
@Command(
        name = "bench",
        description = "Measures this machine. The only part so far: recorder, one recorder against FFmpeg processes.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class BenchCommand implements Callable<Integer> {
    private final StopSignal stop;

    @Parameters(paramLabel = "PART", description = "What to measure: recorder.")
    String part = "recorder";

    @Option(
            names = "--cameras",
            split = ",",
            defaultValue = "1,8,16",
            description = "How many at once, one measurement for each; ${DEFAULT-VALUE} by default.")
    List<Integer> cameras = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "Length of each measurement; ${DEFAULT-VALUE} by default.")
    int seconds = 60;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write the figures, as JSON.")
    @Nullable
    Path report;

    BenchCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        if (!part.equals("recorder") || seconds < 1 || cameras.stream().anyMatch(count -> count < 1)) {
            throw new LecternException(
                    ErrorCode.INVALID_REQUEST,
                    "Give ./lectern bench recorder, with --cameras and --seconds of at least 1.");
        }
        Path folder = Files.createTempDirectory("lectern-bench");
        Console console = Console.standard();
        LecternConfig config = LecternConfig.defaults(folder)
                .withPort(Ports.anyFree())
                .withApps(EnumSet.of(LecternConfig.App.VOD_API, LecternConfig.App.RECORDER));
        try (Stack stack = Stack.open(Installation.current(), config, console, stop)) {
            stack.start(true);
            List<RecorderBench.Row> rows = new RecorderBench(
                            stack, config.agent().name(), console, stop)
                    .run(cameras, Duration.ofSeconds(seconds));
            if (report != null) {
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(report.toFile(), rows);
            }
            return 0;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
