package org.lectern.media.ffmpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** SVT-AV1 tells twenty lines of itself on standard error for each chunk, past FFmpeg's log. */
public final class SvtLog {
    private static final String ERRORS_ONLY = "1";

    private SvtLog() {}

    /** Leaves errors only, unless {@code SVT_LOG} is set. Safe for all threads, before the first encoder. */
    public static void quiet() {
        Once.run();
    }

    private static final class Once {
        static {
            setEnvironment("SVT_LOG", ERRORS_ONLY);
        }

        static void run() {
            // The class is initialised by then.
        }

        /** Only in what the C library knows: it is there that SVT-AV1 asks. */
        private static void setEnvironment(String name, String value) {
            Linker linker = Linker.nativeLinker();
            linker.defaultLookup().find("setenv").ifPresent(setenv -> {
                var call = linker.downcallHandle(
                        setenv,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
                try (Arena arena = Arena.ofConfined()) {
                    int result = (int) call.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
                    assert result == 0;
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
