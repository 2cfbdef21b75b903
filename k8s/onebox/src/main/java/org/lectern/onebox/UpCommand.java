package org.lectern.onebox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.onebox.client.LecternApi;
import org.lectern.onebox.client.Rooms;
import org.lectern.onebox.config.ConfigFile;
import org.lectern.onebox.config.LecternConfig;
import org.lectern.onebox.process.Console;
import org.lectern.onebox.process.StopSignal;
import org.lectern.onebox.stack.Installation;
import org.lectern.onebox.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lectern up}. */
@Command(
        name = "up",
        description = "Runs Lectern on this machine as lectern.yaml says, until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class UpCommand implements Callable<Integer> {
    private final StopSignal stop;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration; lectern.yaml beside the script if it is left out, where a commented one is written if there is none.")
    @Nullable
    Path file;

    @Option(names = "--port", description = "Port of the web page, instead of the configuration's.")
    @Nullable
    Integer port;

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder, instead of the configuration's.")
    @Nullable
    Path data;

    @Option(names = "--reference", description = "Print the commented configuration with every setting, and end.")
    boolean reference;

    UpCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws IOException {
        if (reference) {
            System.out.print(ConfigFile.reference());
            return 0;
        }
        Installation installation = Installation.current();
        Console console = Console.standard();
        LecternConfig config = configuration(installation, console);
        try (Stack stack = Stack.open(installation, config, console, stop)) {
            try {
                stack.start(false);
                if (config.runs(LecternConfig.App.VOD_API)) {
                    prepare(stack, config);
                }
                console.line("Lectern runs%s. Ctrl-C stops it."
                        .formatted(config.runs(LecternConfig.App.VOD_API) ? " at " + stack.server() : ""));
                while (!stop.isAsked()) {
                    stop.await(Duration.ofHours(1));
                }
                return 0;
            } finally {
                console.progress("Stopping …");
                stack.close();
                console.line("Stopped.");
            }
        }
    }

    private void prepare(Stack stack, LecternConfig config) {
        try (LecternApi api = LecternApi.signIn(stack.server(), "admin", stack.adminPassword())) {
            var rooms = new Rooms(api);
            config.rooms().forEach(room -> rooms.ensure(room, config.agent().name()));
        }
        if (config.adminPassword() == null) {
            Console.standard()
                    .line("Sign in as admin; the password is in %s."
                            .formatted(stack.folder().root().resolve("secrets.properties")));
        }
    }

    private LecternConfig configuration(Installation installation, Console console) throws IOException {
        Path path = file == null ? installation.home().resolve("lectern.yaml") : file;
        if (!Files.exists(path)) {
            if (file != null) {
                throw new LecternException(ErrorCode.NOT_FOUND, "There is no configuration file %s.".formatted(path));
            }
            Files.writeString(path, ConfigFile.reference());
            console.line("%s is new: it lists every setting, with rooms and devices to fill in.".formatted(path));
        }
        LecternConfig config = ConfigFile.read(path);
        Path folder = path.toAbsolutePath().getParent();
        Path resolved = data != null ? data : folder == null ? config.data() : folder.resolve(config.data());
        LecternConfig placed = config.withData(resolved);
        return port == null ? placed : placed.withPort(port);
    }
}
