package org.lectern.media.confined;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.lectern.media.ffmpeg.Ffmpeg;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** The confined child: opens what it needs of its own, shuts itself in, and only then takes its job. */
public final class ChildMain {
    private static final int PIPE_BYTES = 256 * 1024;

    private ChildMain() {}

    /** @param arguments memory in bytes, processor time in seconds, and what to do where it cannot be confined */
    public static void main(String[] arguments) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(new Pipe(), PIPE_BYTES));
        var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), PIPE_BYTES));
        // What a library prints must not stand among the messages.
        System.setOut(System.err);
        var limits = new Limits(
                0, Long.parseLong(arguments[0]), Duration.ofSeconds(Long.parseLong(arguments[1])), Duration.ZERO, 0);
        Ffmpeg.start();
        ChildJobs.warmUp();
        String missing = confine(limits);
        out.writeByte(Messages.CONFINED);
        text(out, missing);
        out.flush();
        if (!missing.isEmpty() && Confinement.valueOf(arguments[2]) == Confinement.REQUIRED) {
            return;
        }
        if (in.readByte() != Messages.JOB) {
            return;
        }
        String kind = new String(Messages.bytes(in, Messages.MOST_HEAD_BYTES), StandardCharsets.UTF_8);
        byte[] job = Messages.bytes(in, Messages.MOST_BODY_BYTES);
        try {
            byte[] result = Messages.write(ChildJobs.run(kind, job, new ChildPipe(in, out)));
            out.writeByte(Messages.DONE);
            out.writeInt(result.length);
            out.write(result);
        } catch (LecternException e) {
            failed(out, e.code(), String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            failed(out, ErrorCode.UPLOAD_OVER_LIMIT, "Reading the file takes more memory than an upload may have.");
        } catch (RuntimeException | LinkageError e) {
            e.printStackTrace();
            failed(out, ErrorCode.MEDIA_DAMAGED, "The media cannot be read: " + e);
        }
        out.flush();
    }

    /** What is missing of the confinement; an empty text for nothing. */
    private static String confine(Limits limits) {
        try {
            Sandbox.limit(limits);
            Sandbox.enter();
            return "";
        } catch (LecternException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void failed(DataOutputStream out, ErrorCode code, String text) throws IOException {
        out.writeByte(Messages.FAILED);
        text(out, code.name().toUpperCase(Locale.ROOT));
        text(out, text);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Asking the kernel how much is there is none of the calls that it may make. */
    private static final class Pipe extends FileInputStream {
        Pipe() {
            super(FileDescriptor.in);
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
