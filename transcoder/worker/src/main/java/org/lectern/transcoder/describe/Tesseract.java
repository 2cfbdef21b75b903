package org.lectern.transcoder.describe;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.lectern.media.describe.Luma;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Tesseract as a child process: one picture at a time, on one core, at the lowest priority, with limits
 * of time and memory, and without a network where the system allows it. It sees pixels of our own
 * decoder only. What fails here leaves a slide without text and nothing else. Safe for all threads.
 */
@ApplicationScoped
class Tesseract {
    private static final Logger LOG = Logger.getLogger(Tesseract.class);
    private static final Duration PROBE_TIME = Duration.ofSeconds(20);
    private static final int MOST_OUTPUT = 4 << 20;
    /** Its data, the language's model among it, is mapped: the address space needs more than the memory. */
    private static final String LIMITS = "ulimit -v $0; ulimit -t $1; ulimit -f 0; ulimit -c 0; shift; exec \"$@\"";

    private final DescribeConfig.Ocr config;
    private volatile @Nullable Installed installed;

    /**
     * What there is.
     *
     * @param languages whose data is installed; empty if the program is missing
     * @param wrapping what goes before the program
     */
    private record Installed(List<String> languages, List<String> wrapping) {}

    private record Ended(int status, byte[] output) {}

    Tesseract(DescribeConfig config) {
        this.config = config.ocr();
    }

    /** The languages whose data is installed; empty if no text can be read. */
    List<String> languages() {
        return installed().languages();
    }

    /**
     * The languages to read in, joined as Tesseract wants them.
     *
     * @param lecture what is spoken in the lecture, ISO 639-2/T; null if unknown
     * @return null if none of them is installed
     */
    @Nullable
    String languagesFor(@Nullable String lecture) {
        List<String> wanted = new ArrayList<>();
        if (lecture != null) {
            wanted.add(lecture);
        }
        wanted.add("eng");
        List<String> found = config.languages().orElse(wanted).stream()
                .map(String::strip)
                .distinct()
                .filter(languages()::contains)
                .toList();
        return found.isEmpty() ? null : String.join("+", found);
    }

    /**
     * Reads the text on a picture; empty if there is none or it could not be read.
     *
     * @param languages from {@link #languagesFor}
     * @throws LecternException INTERNAL if this thread is interrupted meanwhile
     */
    String read(Luma picture, String languages) {
        List<String> command = new ArrayList<>(installed().wrapping());
        command.addAll(List.of(
                "sh",
                "-c",
                LIMITS,
                Long.toString(config.memoryMb() * 1024L),
                Long.toString(Math.max(1, config.timeLimit().toSeconds())),
                config.program(),
                "stdin",
                "stdout",
                "-l",
                languages,
                "--psm",
                "3",
                "tsv"));
        try {
            Ended ended = run(command, PnmImage.grey(picture), config.timeLimit());
            if (ended.status() == 0) {
                return TesseractWords.text(new String(ended.output(), StandardCharsets.UTF_8));
            }
            LOG.warnf("The text of a slide could not be read: %s ended with %d", config.program(), ended.status());
        } catch (IOException | TimeoutException e) {
            LOG.warnf("The text of a slide could not be read: %s", e.getMessage());
        }
        return "";
    }

    private Installed installed() {
        Installed known = installed;
        if (known == null) {
            synchronized (this) {
                known = installed;
                if (known == null) {
                    known = look();
                    installed = known;
                }
            }
        }
        return known;
    }

    private Installed look() {
        if (config.program().equals("off")) {
            LOG.info("Text on slides is not read: lectern.describe.ocr.program is off");
            return new Installed(List.of(), List.of());
        }
        List<String> languages = new ArrayList<>();
        try {
            Ended ended = run(List.of(config.program(), "--list-langs"), new byte[0], PROBE_TIME);
            new String(ended.output(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(String::strip)
                    .filter(line -> line.matches("[A-Za-z_]{3,20}") && !line.equals("osd"))
                    .forEach(languages::add);
        } catch (IOException | TimeoutException e) {
            LOG.debugf("No Tesseract: %s", e.getMessage());
        }
        if (languages.isEmpty()) {
            LOG.warnf(
                    "Text on slides is not read: %s is not installed or has no data."
                            + " On Debian: apt-get install tesseract-ocr tesseract-ocr-deu …",
                    config.program());
            return new Installed(List.of(), List.of());
        }
        List<String> wrapping = new ArrayList<>();
        if (works("nice", "-n", "19", "true")) {
            wrapping.addAll(List.of("nice", "-n", "19"));
        }
        if (works("unshare", "--net", "true")) {
            wrapping.addAll(List.of("unshare", "--net"));
        } else if (works("unshare", "--map-root-user", "--net", "true")) {
            wrapping.addAll(List.of("unshare", "--map-root-user", "--net"));
        }
        LOG.infof("Text on slides is read in %s%s", languages, wrapping.contains("--net") ? ", without a network" : "");
        return new Installed(List.copyOf(languages), List.copyOf(wrapping));
    }

    private static boolean works(String... command) {
        try {
            return run(List.of(command), new byte[0], PROBE_TIME).status() == 0;
        } catch (IOException | TimeoutException e) {
            return false;
        }
    }

    private static Ended run(List<String> command, byte[] input, Duration limit) throws IOException, TimeoutException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        // Secrets of the worker are none of its business.
        environment.keySet().retainAll(List.of("PATH", "TESSDATA_PREFIX", "LANG", "LC_ALL"));
        environment.put("OMP_THREAD_LIMIT", "1");
        Process process = builder.start();
        try {
            var output = new FutureTask<>(() -> read(process));
            Thread.ofVirtual().start(output);
            Thread.ofVirtual().start(() -> write(process, input));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("it took longer than %d s.".formatted(limit.toSeconds()));
            }
            return new Ended(process.exitValue(), output.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LecternException(ErrorCode.INTERNAL, "Interrupted: the worker is stopping.", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException("its answer could not be read.", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static byte[] read(Process process) throws IOException {
        try (InputStream in = process.getInputStream()) {
            return in.readNBytes(MOST_OUTPUT);
        }
    }

    private static void write(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException e) {
            // It has ended before it read everything; its status tells.
            LOG.debugf("Tesseract did not read its picture: %s", e.getMessage());
        }
    }
}
