package org.lectern.media.confined;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * Shuts the process in, for good: limits that the kernel keeps, and a filter of its system calls over all
 * its threads. Needs no privilege, no tool and no container; whatever must be opened is opened before.
 */
final class Sandbox {
    private static final int LIMIT_CPU = 0;
    private static final int LIMIT_FILE_SIZE = 1;
    private static final int LIMIT_DATA = 2;
    private static final int LIMIT_CORE = 4;

    private static final int NO_NEW_PRIVILEGES = 38;
    private static final long SET_MODE_FILTER = 1;
    /** To all threads at once. */
    private static final long ALL_THREADS = 1;

    private static final int INSTRUCTION_BYTES = 8;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();

    private Sandbox() {}

    /** Sets the limits that the kernel keeps; they cannot be raised again. */
    static void limit(Limits limits) {
        MethodHandle set = LINKER.downcallHandle(
                LINKER.defaultLookup().find("setrlimit").orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
        limit(set, LIMIT_CORE, 0);
        limit(set, LIMIT_FILE_SIZE, 0);
        limit(set, LIMIT_CPU, limits.cpu().toSeconds());
        limit(set, LIMIT_DATA, limits.memoryBytes());
    }

    private static void limit(MethodHandle set, int what, long value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limit = arena.allocate(JAVA_LONG, 2);
            limit.setAtIndex(JAVA_LONG, 0, value);
            limit.setAtIndex(JAVA_LONG, 1, value);
            if ((int) set.invokeExact(what, limit) != 0) {
                throw unavailable("the kernel refuses the limit %d".formatted(what));
            }
        } catch (LecternException e) {
            throw e;
        } catch (Throwable e) {
            throw unavailable(e.toString());
        }
    }

    /**
     * Takes away files, network, processes and all else that the filter does not name.
     *
     * @throws LecternException with {@code CONFINEMENT_UNAVAILABLE} where the kernel does not do it
     */
    static void enter() {
        Syscalls calls = Syscalls.ofThisMachine()
                .orElseThrow(() -> unavailable("it is known for Linux on x86-64 and ARM64 only"));
        int processId = Math.toIntExact(ProcessHandle.current().pid());
        List<SyscallFilter.Instruction> program = SyscallFilter.program(calls, processId);
        MethodHandle call = LINKER.downcallHandle(
                LINKER.defaultLookup().find("syscall").orElseThrow(),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            check(
                    (long) call.invokeExact(state, (long) calls.nameThread(), (long) NO_NEW_PRIVILEGES, 1L, 0L, 0L, 0L),
                    state);
            MemorySegment filter = arena.allocate((long) program.size() * INSTRUCTION_BYTES, 8);
            for (int i = 0; i < program.size(); i++) {
                SyscallFilter.Instruction one = program.get(i);
                long at = (long) i * INSTRUCTION_BYTES;
                filter.set(JAVA_SHORT, at, (short) one.code());
                filter.set(JAVA_BYTE, at + 2, (byte) one.ifTrue());
                filter.set(JAVA_BYTE, at + 3, (byte) one.ifFalse());
                filter.set(JAVA_INT, at + 4, one.value());
            }
            MemorySegment described = arena.allocate(16, 8);
            described.set(JAVA_SHORT, 0, (short) program.size());
            described.set(ADDRESS, 8, filter);
            check(
                    (long) call.invokeExact(
                            state, (long) calls.seccomp(), SET_MODE_FILTER, ALL_THREADS, described.address(), 0L, 0L),
                    state);
        } catch (LecternException e) {
            throw e;
        } catch (Throwable e) {
            throw unavailable(e.toString());
        }
    }

    private static void check(long result, MemorySegment state) {
        if (result != 0) {
            int error = (int) CALL_STATE
                    .varHandle(MemoryLayout.PathElement.groupElement("errno"))
                    .get(state, 0L);
            throw unavailable("the kernel refuses the filter of system calls (error %d)".formatted(error));
        }
    }

    private static LecternException unavailable(String why) {
        return new LecternException(
                ErrorCode.CONFINEMENT_UNAVAILABLE,
                "Files of strangers cannot be shut in on this machine: %s. Run the worker on Linux 3.17 or later, where"
                                .formatted(why)
                        + " seccomp is not forbidden; or set LECTERN_UPLOAD_CONFINE=best-effort and trust who uploads.");
    }
}
