package org.lectern.onebox;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.onebox.config.LecternConfig;
import org.lectern.onebox.demo.Demo;
import org.lectern.onebox.process.Console;
import org.lectern.onebox.process.StopSignal;
import org.lectern.onebox.stack.Installation;
import org.lectern.onebox.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lectern demo}. */
@Command(
        name = "demo",
        description = "Starts Lectern with a simulated classroom and records a lecture in it until Ctrl-C.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class DemoCommand implements Callable<Integer> {
    private final StopSignal stop;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where everything is kept; the folder \"data\" beside the script if it is left out.")
    @Nullable
    Path data;

    @Option(names = "--port", defaultValue = "8080", description = "Port of the web page; ${DEFAULT-VALUE} by default.")
    int port = 8080;

    @Option(names = "--once", description = "Record for some seconds, wait until all is playable, check it, and end.")
    boolean once;

    @Option(
            names = "--seconds",
            defaultValue = "40",
            description = "How long --once records; ${DEFAULT-VALUE} by default.")
    int seconds = 40;

    @Option(names = "--report", paramLabel = "FILE", description = "Where --once writes what it found, as JSON.")
    @Nullable
    Path report;

    DemoCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        if (seconds < 1) {
            throw new org.lectern.model.LecternException(
                    org.lectern.model.ErrorCode.INVALID_REQUEST, "--seconds must be at least 1.");
        }
        Installation installation = Installation.current();
        Console console = Console.standard();
        Path folder = data == null ? installation.home().resolve("data") : data;
        LecternConfig config = LecternConfig.defaults(folder).withPort(port);
        try (Stack stack = Stack.open(installation, config, console, stop)) {
            try {
                stack.start(true);
                var demo = new Demo(stack, config.agent().name(), console, stop);
                if (once) {
                    return demo.runOnce(seconds, report) ? 0 : 1;
                }
                demo.runUntilStopped();
                return 0;
            } finally {
                console.progress("Stopping …");
                stack.close();
                console.line(
                        "Stopped. All that was recorded is in " + stack.folder().root());
            }
        }
    }
}
