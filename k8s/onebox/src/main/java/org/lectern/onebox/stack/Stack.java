package org.lectern.onebox.stack;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.embedded.DatabaseSettings;
import org.lectern.model.object.MinioObjectStore;
import org.lectern.model.object.S3Settings;
import org.lectern.onebox.config.LecternConfig;
import org.lectern.onebox.config.LecternConfig.App;
import org.lectern.onebox.data.DataFolder;
import org.lectern.onebox.data.DataLock;
import org.lectern.onebox.data.Ports;
import org.lectern.onebox.data.Secrets;
import org.lectern.onebox.process.AppProcess;
import org.lectern.onebox.process.AppSpec;
import org.lectern.onebox.process.Console;
import org.lectern.onebox.process.StopSignal;

/**
 * Every process of Lectern on this machine. Started and stopped from one thread. It holds the lock of
 * its data folder from {@link #open} to {@link #close}.
 */
public final class Stack implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    /** In the order in which they end: the recorder first, so that it seals and still uploads. */
    private static final List<String> PROCESSES =
            List.of(Apps.RECORDER, Apps.TRANSCODER, Apps.VOD_API, "classroom", Apps.S3);

    private final Installation installation;
    private final DataFolder folder;
    private final DataLock lock;
    private final Secrets secrets;
    private final Ports ports;
    private final LecternConfig config;
    private final Apps apps;
    private final Console console;
    private final StopSignal stop;
    private final List<AppProcess> processes = new ArrayList<>();
    private @Nullable PostgresKeeper postgres;
    private boolean closed;

    private Stack(
            Installation installation,
            DataFolder folder,
            DataLock lock,
            LecternConfig config,
            Console console,
            StopSignal stop)
            throws IOException {
        this.installation = installation;
        this.folder = folder;
        this.lock = lock;
        this.secrets = Secrets.load(folder);
        this.ports = Ports.of(folder);
        this.config = config;
        this.apps = new Apps(installation, folder, secrets, ports, config);
        this.console = console;
        this.stop = stop;
    }

    /** Takes the data folder, and ends what a killed launcher left on it. */
    public static Stack open(Installation installation, LecternConfig config, Console console, StopSignal stop)
            throws IOException {
        DataFolder folder = DataFolder.open(config.data());
        DataLock lock = DataLock.take(folder);
        boolean opened = false;
        try {
            var stack = new Stack(installation, folder, lock, config, console, stop);
            stack.stopLeftovers();
            if (config.runs(App.VOD_API)) {
                Ports.requireFree(config.http().host(), config.http().port());
            }
            opened = true;
            return stack;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    public DataFolder folder() {
        return folder;
    }

    public Ports ports() {
        return ports;
    }

    /** Where the server is, seen from this machine. */
    public URI server() {
        return URI.create(apps.serverUrl());
    }

    public String adminPassword() {
        return apps.adminPassword();
    }

    /**
     * Starts everything that the configuration asks for and waits until it is ready.
     *
     * @param demoUsers whether the users of the demo exist
     */
    public void start(boolean demoUsers) throws IOException {
        S3Settings s3 = store();
        @Nullable DatabaseSettings database = database();
        new MinioObjectStore(s3).createBucket();
        List<AppProcess> started = new ArrayList<>();
        if (config.runs(App.VOD_API)) {
            started.add(run(apps.vodApi(required(database), s3, demoUsers)));
        }
        if (config.runs(App.TRANSCODER)) {
            started.add(run(apps.transcoder(required(database), s3)));
        }
        if (config.runs(App.RECORDER)) {
            started.add(run(apps.recorder(s3)));
        }
        console.progress("Starting %s …".formatted(String.join(", ", names(started))));
        started.forEach(this::await);
    }

    /** Runs one of the launcher's own programs beside the stack and waits until it is ready. */
    public void runBeside(String name, String mainClass, int heapMb, URI health, String... arguments) {
        await(run(new AppSpec(
                name,
                installation.main(mainClass, heapMb, arguments),
                Installation.classPath(),
                health,
                Duration.ofSeconds(10))));
    }

    /** Ends everything in order, and gives the data folder back. Closing again does nothing. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        for (String name : PROCESSES) {
            processes.stream()
                    .filter(process -> process.spec().name().equals(name))
                    .forEach(AppProcess::stop);
        }
        if (postgres != null) {
            postgres.stop();
        }
        lock.close();
    }

    private void stopLeftovers() throws IOException {
        for (String name : PROCESSES) {
            if (AppProcess.stopLeftover(folder, name, Duration.ofSeconds(20))) {
                console.line("A %s of an earlier run was still there; it is stopped.".formatted(name));
            }
        }
    }

    private S3Settings store() throws IOException {
        var configured = config.s3();
        if (configured != null) {
            return new S3Settings(
                    required(configured.endpoint()),
                    configured.region(),
                    configured.bucket(),
                    required(configured.accessKey()),
                    required(configured.secretKey()));
        }
        console.progress("Starting the S3 endpoint …");
        var settings = new S3Settings(
                "http://127.0.0.1:" + ports.of(Apps.S3),
                "us-east-1",
                "lectern",
                secrets.s3AccessKey(),
                secrets.s3SecretKey());
        await(run(apps.s3(settings)));
        return settings;
    }

    /** Null where nothing on this machine needs one. */
    private @Nullable DatabaseSettings database() throws IOException {
        var configured = config.postgres();
        if (configured != null) {
            return new DatabaseSettings(
                    required(configured.url()), required(configured.username()), required(configured.password()));
        }
        if (!config.runs(App.VOD_API)) {
            return null;
        }
        console.progress("Starting PostgreSQL …");
        postgres = PostgresKeeper.start(folder.postgres(), ports.of("postgres"), secrets.databasePassword(), console);
        return postgres.settings();
    }

    private AppProcess run(AppSpec spec) {
        var process = new AppProcess(spec, folder, console);
        processes.add(process);
        process.start();
        return process;
    }

    private void await(AppProcess process) {
        process.awaitReady(START_LIMIT, stop);
    }

    private static List<String> names(List<AppProcess> processes) {
        return processes.stream().map(process -> process.spec().name()).toList();
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The configuration was not checked");
        }
        return value;
    }
}
