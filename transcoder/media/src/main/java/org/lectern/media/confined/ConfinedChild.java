package org.lectern.media.confined;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of its own for one job over bytes that nobody vouches for. It has an empty environment, two
 * pipes and no more, and whatever comes out of it is judged by who asked for it. For one thread, which may
 * be interrupted: then the child is ended.
 */
final class ConfinedChild implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfinedChild.class);
    private static final int PIPE_BYTES = 256 * 1024;
    private static final Duration WATCH = Duration.ofMillis(200);
    private static final Duration BEGINNING = Duration.ofMinutes(1);
    private static final long MIB = 1024 * 1024;
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    /** A JVM ends so on SIGKILL, on SIGXCPU, and when its allocator fails. */
    private static final int KILLED = 137;

    private static final int OUT_OF_TIME = 152;

    private final Limits limits;
    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Thread owner = Thread.currentThread();
    private final ChildLog log;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean listening = true;
    private volatile boolean silenced;
    private volatile boolean closed;
    private Duration silence = BEGINNING;
    private long given;

    /** What the child may ask for, and where what it gives goes. What either throws ends the job. */
    interface Dialogue {
        /** Bytes of what it works on; null where there are none any more. */
        byte @Nullable [] asked(long place, int length);

        /**
         * What it has made.
         *
         * @param head JSON of a stranger
         */
        void given(byte[] head, byte[] body);
    }

    private ConfinedChild(Confinement confinement, Limits limits) throws IOException {
        this.limits = limits;
        var builder = new ProcessBuilder(command(confinement, limits));
        // The parent's environment holds the keys of the store and of the catalogue.
        builder.environment().clear();
        builder.environment().putAll(Map.of("LANG", "C.UTF-8", "MALLOC_ARENA_MAX", "2"));
        builder.directory(Path.of("/").toFile());
        process = builder.start();
        in = new DataInputStream(new BufferedInputStream(process.getInputStream(), PIPE_BYTES));
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), PIPE_BYTES));
        log = new ChildLog(process.getErrorStream());
        Thread.ofVirtual().name("confined child").start(this::watch);
    }

    private static List<String> command(Confinement confinement, Limits limits) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx%dm".formatted(limits.heapBytes() / MIB),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:-UseContainerSupport",
                "-XX:+DisableAttachMechanism",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                // Where this process has unpacked FFmpeg already.
                "-Dorg.bytedeco.javacpp.cachedir=" + Loader.getCacheDir(),
                "-cp",
                ChildClasspath.value(),
                ChildMain.class.getName(),
                Long.toString(limits.memoryBytes()),
                Long.toString(limits.cpu().toSeconds()),
                confinement.name());
    }

    /**
     * Begins a child and waits until it has shut itself in.
     *
     * @throws LecternException with {@code CONFINEMENT_UNAVAILABLE} if it cannot, and must
     */
    static ConfinedChild start(Confinement confinement, Limits limits) {
        ConfinedChild child;
        try {
            child = new ConfinedChild(confinement, limits);
        } catch (IOException e) {
            throw new LecternException(
                    ErrorCode.CONFINEMENT_UNAVAILABLE, "No process can be begun: " + e.getMessage(), e);
        }
        try {
            if (child.in.readByte() != Messages.CONFINED) {
                throw new IOException("It says something else.");
            }
            String missing = new String(Messages.bytes(child.in, Messages.MOST_HEAD_BYTES), StandardCharsets.UTF_8);
            if (!missing.isEmpty()) {
                if (confinement == Confinement.REQUIRED) {
                    throw new LecternException(ErrorCode.CONFINEMENT_UNAVAILABLE, missing);
                }
                if (WARNED.compareAndSet(false, true)) {
                    LOG.warn("Uploads are read without walls, in a process of their own: {}", missing);
                }
            }
            child.silence = limits.silence();
            return child;
        } catch (IOException e) {
            LecternException failure = child.ended(e);
            child.close();
            throw new LecternException(
                    ErrorCode.CONFINEMENT_UNAVAILABLE,
                    "The process that reads uploads does not begin: %s".formatted(failure.getMessage()),
                    failure);
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /**
     * Lets it do one job.
     *
     * @return the result, JSON of a stranger
     * @throws LecternException with the code that the child gives; {@code MEDIA_DAMAGED} if it crashes or
     *     talks nonsense, {@code UPLOAD_OVER_LIMIT} if it wants too much, {@code ENCODER_FAILED} if it was
     *     killed or this thread is interrupted
     */
    byte[] run(String kind, Object job, Dialogue dialogue) {
        try {
            byte[] json = Messages.write(job);
            out.writeByte(Messages.JOB);
            byte[] name = kind.getBytes(StandardCharsets.UTF_8);
            out.writeInt(name.length);
            out.write(name);
            out.writeInt(json.length);
            out.write(json);
            out.flush();
            while (true) {
                byte type = in.readByte();
                listening = false;
                switch (type) {
                    case Messages.ASK -> answer(dialogue.asked(in.readLong(), in.readInt()));
                    case Messages.GIVE -> take(dialogue);
                    case Messages.DONE -> {
                        return Messages.bytes(in, Messages.MOST_HEAD_BYTES);
                    }
                    case Messages.FAILED -> throw failure();
                    default -> throw new IOException("It says %d.".formatted(type));
                }
                heardNanos = System.nanoTime();
                listening = true;
            }
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private void answer(byte @Nullable [] bytes) throws IOException {
        out.writeByte(Messages.ANSWER);
        if (bytes == null) {
            out.writeInt(Messages.NOTHING);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.flush();
    }

    private void take(Dialogue dialogue) throws IOException {
        byte[] head = Messages.bytes(in, Messages.MOST_HEAD_BYTES);
        byte[] body = Messages.bytes(in, Messages.MOST_BODY_BYTES);
        given += head.length + body.length;
        if (given > limits.outputBytes()) {
            throw new LecternException(
                    ErrorCode.UPLOAD_OVER_LIMIT,
                    "What is made of the file is larger than the %d MB that it may be."
                            .formatted(limits.outputBytes() / 1_000_000));
        }
        dialogue.given(head, body);
    }

    private LecternException failure() throws IOException {
        String code = new String(Messages.bytes(in, Messages.MOST_HEAD_BYTES), StandardCharsets.UTF_8);
        String text = new String(Messages.bytes(in, Messages.MOST_HEAD_BYTES), StandardCharsets.UTF_8);
        for (ErrorCode known : ErrorCode.values()) {
            if (known.name().equals(code)) {
                return new LecternException(known, text.substring(0, Math.min(text.length(), 1_000)));
            }
        }
        return new LecternException(ErrorCode.MEDIA_DAMAGED, "What reads the file talks nonsense.");
    }

    /** Why the pipe is at its end. */
    private LecternException ended(IOException cause) {
        process.destroyForcibly();
        if (owner.isInterrupted()) {
            return new LecternException(ErrorCode.ENCODER_FAILED, "Interrupted: the worker is stopping.", cause);
        }
        if (silenced) {
            return new LecternException(
                    ErrorCode.UPLOAD_OVER_LIMIT,
                    "The file keeps what reads it busy for more than %d s without anything coming of it."
                            .formatted(limits.silence().toSeconds()),
                    cause);
        }
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            owner.interrupt();
        }
        int status = process.isAlive() ? -1 : process.exitValue();
        String said = log.text();
        LOG.info("A confined child ended with {}: {} {}", status, cause.toString(), said);
        IOException why = new IOException("Status %d, it said: %s".formatted(status, said), cause);
        return switch (status) {
            case OUT_OF_TIME ->
                new LecternException(
                        ErrorCode.UPLOAD_OVER_LIMIT,
                        "Reading the file takes more than %d min of processor time."
                                .formatted(limits.cpu().toMinutes()),
                        why);
            case KILLED ->
                new LecternException(
                        ErrorCode.ENCODER_FAILED, "What reads the file was killed; it is tried again.", why);
            default ->
                said.contains("OutOfMemory") || said.contains("insufficient memory")
                        ? new LecternException(
                                ErrorCode.UPLOAD_OVER_LIMIT,
                                "Reading the file takes more memory than an upload may have.",
                                why)
                        : new LecternException(
                                ErrorCode.MEDIA_DAMAGED,
                                "What reads the file broke down over it (status %d): it is damaged, or made to do that."
                                        .formatted(status),
                                why);
        };
    }

    private void watch() {
        while (!closed && process.isAlive()) {
            boolean late = listening && System.nanoTime() - heardNanos > silence.toNanos();
            if (late || owner.isInterrupted()) {
                silenced = late;
                process.destroyForcibly();
                return;
            }
            try {
                Thread.sleep(WATCH);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Ends it, whatever it does. */
    @Override
    public void close() {
        closed = true;
        process.destroyForcibly();
        try {
            in.close();
            out.close();
        } catch (IOException e) {
            // It is gone.
        }
    }
}
