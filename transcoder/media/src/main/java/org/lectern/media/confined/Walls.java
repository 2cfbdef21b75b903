package org.lectern.media.confined;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tries the walls of a confined child from inside, as one would who has taken it over. */
final class Walls {
    private static final int TIMEOUT_MILLIS = 2_000;

    private Walls() {}

    /**
     * What to try.
     *
     * @param readable a file that its user may read
     * @param writable a file that its user may write
     * @param port at which somebody listens on this machine
     * @param parentId the process that began it
     */
    record Targets(String readable, String writable, int port, long parentId) {}

    /** What it could do. */
    record Broken(List<String> walls) {}

    private interface Try {
        void run() throws Throwable;
    }

    static Broken tryAll(Targets targets) {
        List<String> broken = new ArrayList<>();
        attempt(broken, "read a file", () -> Files.readAllBytes(Path.of(targets.readable())));
        attempt(broken, "write a file", () -> Files.writeString(Path.of(targets.writable()), "broken"));
        attempt(broken, "remove a file", () -> Files.delete(Path.of(targets.writable())));
        attempt(broken, "see a folder", () -> Files.list(Path.of("/")).close());
        attempt(broken, "connect", () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", targets.port()), TIMEOUT_MILLIS);
            }
        });
        attempt(
                broken,
                "run a program",
                () -> new ProcessBuilder("/bin/true").start().waitFor());
        attempt(broken, "open by the C library", () -> natively("open", targets.readable()));
        attempt(broken, "signal its parent", () -> signal(targets.parentId()));
        return new Broken(broken);
    }

    private static void attempt(List<String> broken, String what, Try attempt) {
        try {
            attempt.run();
            broken.add(what);
        } catch (Throwable e) {
            // The wall holds.
        }
    }

    /** Calls a function of the C library that answers -1 where it is not permitted. */
    private static void natively(String function, String argument) throws Throwable {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(argument);
            int result = (int) linker.downcallHandle(
                            linker.defaultLookup().find(function).orElseThrow(),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT))
                    .invokeExact(text, 0);
            if (result < 0) {
                throw new IOException(function);
            }
        }
    }

    private static void signal(long process) throws Throwable {
        Linker linker = Linker.nativeLinker();
        int result = (int) linker.downcallHandle(
                        linker.defaultLookup().find("kill").orElseThrow(),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                .invokeExact((int) process, 0);
        if (result != 0) {
            throw new IOException("kill");
        }
    }
}
