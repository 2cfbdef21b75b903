package org.lectern.onebox.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectern.media.hls.check.Finding;
import org.lectern.media.hls.check.HttpFetcher;
import org.lectern.media.hls.check.PlaylistChecker;
import org.lectern.model.CaptureState;
import org.lectern.model.LecternException;
import org.lectern.onebox.client.Api;
import org.lectern.onebox.client.LecternApi;
import org.lectern.onebox.client.Rooms;
import org.lectern.onebox.config.LecternConfig;
import org.lectern.onebox.process.Console;
import org.lectern.onebox.process.StopSignal;
import org.lectern.onebox.stack.Stack;

/** Records lectures of the simulated classroom on a running stack, with a person watching or without. */
public final class Demo {
    /** Of the three demo users; the server makes them. */
    public static final String PASSWORD = "lectern";

    private static final Set<String> VIEWS = Set.of("presenter", "slides", "audience");
    private static final Duration AGENT_LIMIT = Duration.ofSeconds(60);
    private static final Duration DEVICE_LIMIT = Duration.ofSeconds(60);
    private static final Duration FINISH_LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Stack stack;
    private final Console console;
    private final StopSignal stop;
    private final LecternApi api;
    private final String agentName;

    public Demo(Stack stack, String agentName, Console console, StopSignal stop) {
        this.stack = stack;
        this.console = console;
        this.stop = stop;
        this.agentName = agentName;
        this.api = LecternApi.signIn(stack.server(), "admin", PASSWORD);
    }

    /** Records until somebody asks to stop, and then until all that was recorded is playable. */
    public void runUntilStopped() throws IOException {
        int earlier = api.lectureCount();
        Api.Capture capture = begin();
        console.line("");
        console.line("  Lectern is at %s".formatted(stack.server()));
        console.line("  Sign in as staff, student or admin; the password is \"%s\".".formatted(PASSWORD));
        console.line("  Watch it while it is recorded: %s".formatted(page(capture)));
        if (earlier > 0) {
            console.line("  Recorded before: %d lecture%s.".formatted(earlier, earlier == 1 ? "" : "s"));
        }
        console.line("  Ctrl-C stops everything.");
        console.line("");
        Duration pause = console.isTerminal() ? Duration.ofSeconds(1) : Duration.ofSeconds(10);
        while (!stop.isAsked()) {
            try {
                console.progress(Progress.recording(api.capture(capture.id())));
            } catch (LecternException e) {
                console.progress(String.valueOf(e.getMessage())); // the launcher starts the server again
            }
            stop.await(pause);
        }
        console.line("Stopping the recording.");
        api.stopCapture(capture.id());
        Api.Capture done = finish(capture.id());
        console.line(
                isClosed(done)
                        ? "The lecture is finished and playable."
                        : "The lecture is not encoded to its end; the next start goes on with it.");
    }

    /**
     * Records for some seconds, waits until the lecture is published, and checks it.
     *
     * @return what was found
     */
    public boolean runOnce(int seconds, @Nullable Path reportFile) throws IOException, InterruptedException {
        Api.Capture started = begin();
        console.line("Recording %d s: %s".formatted(seconds, page(started)));
        var problems = new ArrayList<String>();
        if (!awaitDevices(started.id())) {
            problems.add("Not every device delivered within %d s.".formatted(DEVICE_LIMIT.toSeconds()));
        }
        record(started.id(), seconds);
        Instant stopped = Instant.now();
        api.stopCapture(started.id());
        Api.Capture capture = finish(started.id());
        double waited = Duration.between(stopped, Instant.now()).toMillis() / 1000.0;
        if (!isClosed(capture)) {
            problems.add("The lecture is not published %d s after Stop.".formatted(FINISH_LIMIT.toSeconds()));
        }
        DemoReport report = check(seconds, capture, waited, problems);
        if (reportFile != null) {
            report.write(reportFile);
            console.line("Report: " + reportFile.toAbsolutePath());
        }
        tell(report);
        return report.ok();
    }

    /** Prepares the room, ends what a killed run left running, and starts a capture. */
    private Api.Capture begin() throws IOException {
        console.progress("Starting the simulated classroom …");
        LecternConfig.Room classroom = Classroom.start(stack);
        String room = new Rooms(api).ensure(classroom, agentName);
        console.progress("Waiting for the recorder …");
        stop.pauseUntil(AGENT_LIMIT, "The recorder does not connect to the server", () -> api.isOnline(agentName));
        for (Api.Capture left : api.activeCaptures()) {
            console.line("An earlier run was cut off in the middle of a lecture; that lecture is finished now.");
            api.stopCapture(left.id());
            stop.pauseUntil(
                    AGENT_LIMIT,
                    "The recorder does not end the capture of an earlier run",
                    () -> !CaptureState.valueOf(api.capture(left.id()).state()).isActive());
        }
        String title = "Demo lecture of "
                + LocalDateTime.now().format(DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH));
        Api.Capture capture = api.startCapture(room, title);
        api.publish(capture.lectureId());
        return capture;
    }

    private boolean awaitDevices(String capture) {
        Instant deadline = Instant.now().plus(DEVICE_LIMIT);
        while (Instant.now().isBefore(deadline)) {
            Api.Capture now = api.capture(capture);
            Set<String> delivering = new java.util.HashSet<>();
            now.tracks().stream()
                    .filter(track -> track.state().equals("RECORDING"))
                    .forEach(track -> delivering.add(track.role().key()));
            if (delivering.containsAll(VIEWS)) {
                return true;
            }
            stop.pause(POLL);
        }
        return false;
    }

    private void record(String capture, int seconds) {
        Instant end = Instant.now().plusSeconds(seconds);
        Duration pause = console.isTerminal() ? Duration.ofSeconds(1) : Duration.ofSeconds(10);
        while (Instant.now().isBefore(end)) {
            Duration left = Duration.between(Instant.now(), end);
            stop.pause(left.compareTo(pause) < 0 ? left : pause);
            console.progress(Progress.recording(api.capture(capture)));
        }
    }

    /** Waits until all rungs are playable, or for as long as that may take. */
    private Api.Capture finish(String id) {
        Instant deadline = Instant.now().plus(FINISH_LIMIT);
        var waiter = new StopSignal();
        String shown = "";
        while (true) {
            Api.Capture capture = api.capture(id);
            boolean over = isClosed(capture) || capture.state().equals("FAILED");
            if (over || Instant.now().isAfter(deadline)) {
                return capture;
            }
            String progress = Progress.finishing(capture);
            if (!progress.equals(shown)) {
                console.progress(progress);
                shown = progress;
            }
            waiter.await(POLL);
        }
    }

    private DemoReport check(int seconds, Api.Capture capture, double waited, List<String> problems)
            throws InterruptedException {
        console.progress("Checking every playlist and segment …");
        Api.Grant grant = api.grant(capture.lectureId());
        Map<String, String> playlists = new LinkedHashMap<>();
        List<URI> addresses = new ArrayList<>();
        for (Api.View view : grant.views()) {
            playlists.put(view.name(), stack.server().resolve(view.url()).toString());
            addresses.add(stack.server().resolve(view.url()));
            String muted = view.mutedUrl();
            if (muted != null && !muted.equals(view.url())) {
                addresses.add(stack.server().resolve(muted));
            }
        }
        PlaylistChecker.Report checked;
        try (var fetcher = new HttpFetcher()) {
            checked = new PlaylistChecker(fetcher).check(addresses);
        }
        problems.addAll(Judge.problems(seconds, VIEWS, capture, grant, checked));
        Api.Publication publication = capture.publication();
        Double measured = publication == null ? null : publication.secondsFromStopToReady();
        return new DemoReport(
                problems.isEmpty(),
                capture.lectureId(),
                capture.id(),
                page(capture),
                playlists,
                seconds,
                capture.tracks().stream()
                        .map(track -> new DemoReport.TrackReport(
                                Progress.label(track),
                                String.valueOf(track.kind()).toLowerCase(Locale.ROOT),
                                track.recordedSeconds(),
                                track.gapSeconds(),
                                track.gaps()))
                        .toList(),
                measured == null ? (isClosed(capture) ? waited : null) : measured,
                publication == null ? Map.of() : Api.bytes(publication),
                new DemoReport.Checked(
                        checked.playlists(), checked.segments(), checked.bytes(), checked.playableUs() / 1e6),
                List.copyOf(problems),
                checked.findings().stream()
                        .filter(finding -> finding.level() == Finding.Level.SHOULD)
                        .map(Finding::toString)
                        .toList());
    }

    private void tell(DemoReport report) {
        Double wait = report.secondsFromStopToPlayable();
        console.line(
                wait == null
                        ? "The lecture did not become playable."
                        : String.format(Locale.ROOT, "From Stop to all qualities playable: %.1f s", wait));
        console.line(String.format(
                Locale.ROOT,
                "Checked: %d playlists, %d segments, %.1f MB, %.1f s playable",
                report.checked().playlists(),
                report.checked().segments(),
                report.checked().bytes() / 1e6,
                report.checked().playableSeconds()));
        report.problems().forEach(problem -> console.line("Problem: " + problem));
        console.line(
                report.ok()
                        ? "All is well."
                        : "Not all is well; the logs are in "
                                + stack.folder().root().resolve("logs"));
    }

    private String page(Api.Capture capture) {
        return stack.server().resolve("/watch/" + capture.lectureId()).toString();
    }

    private static boolean isClosed(Api.Capture capture) {
        Api.Publication publication = capture.publication();
        return publication != null && publication.state().equals("CLOSED");
    }
}
