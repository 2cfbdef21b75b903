package org.lectern.onebox.stack;

import java.nio.file.Path;
import java.time.Duration;
import org.lectern.embedded.DatabaseSettings;
import org.lectern.embedded.EmbeddedPostgres;
import org.lectern.model.LecternException;
import org.lectern.onebox.process.Console;
import org.lectern.onebox.process.StopSignal;

/** Keeps our own PostgreSQL running: one that dies is started again on the same port and data. */
final class PostgresKeeper {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Path folder;
    private final int port;
    private final String password;
    private final Console console;
    private final StopSignal stopping = new StopSignal();
    private EmbeddedPostgres server;

    private PostgresKeeper(Path folder, int port, String password, Console console) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.console = console;
        this.server = open();
    }

    static PostgresKeeper start(Path folder, int port, String password, Console console) {
        var keeper = new PostgresKeeper(folder, port, password, console);
        keeper.watch();
        return keeper;
    }

    DatabaseSettings settings() {
        return server.settings();
    }

    synchronized void stop() {
        stopping.ask();
        server.close();
    }

    private EmbeddedPostgres open() {
        return EmbeddedPostgres.start(folder, port, password, EmbeddedPostgres.Durability.DURABLE);
    }

    private void watch() {
        EmbeddedPostgres.runningServer(folder)
                .ifPresent(process -> process.onExit().thenRunAsync(this::restart));
    }

    private synchronized void restart() {
        while (!stopping.isAsked()) {
            console.line("PostgreSQL ended by itself; it is started again.");
            try {
                server = open();
                watch();
                return;
            } catch (LecternException e) {
                console.line(String.valueOf(e.getMessage()));
                stopping.await(RETRY);
            }
        }
    }
}
