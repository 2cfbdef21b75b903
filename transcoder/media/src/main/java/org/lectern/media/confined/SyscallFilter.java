package org.lectern.media.confined;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the filter that the kernel asks at each system call: a program for its classic packet filter over
 * {@code struct seccomp_data} (Linux, Documentation/userspace-api/seccomp_filter.rst). Whatever is not
 * allowed fails with EPERM. Pure.
 */
final class SyscallFilter {
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_SET = 0x45;
    private static final int RETURN = 0x06;

    private static final int NUMBER_OFFSET = 0;
    private static final int ARCHITECTURE_OFFSET = 4;
    private static final int FIRST_ARGUMENT_OFFSET = 16;
    private static final int ARGUMENT_BYTES = 8;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int FAIL = 0x00050000;
    private static final int NOT_PERMITTED = 1;
    private static final int NO_SUCH_CALL = 38;

    private static final int CLONE_THREAD = 0x00010000;
    private static final int NAME_A_THREAD = 15;

    private SyscallFilter() {}

    /** One instruction: {@code struct sock_filter}. */
    record Instruction(int code, int ifTrue, int ifFalse, int value) {}

    /**
     * The program.
     *
     * @param processId of the process that it is for: the only one whose threads may be signalled
     */
    static List<Instruction> program(Syscalls calls, int processId) {
        List<Instruction> program = new ArrayList<>();
        load(program, ARCHITECTURE_OFFSET);
        program.add(new Instruction(JUMP_IF_EQUAL, 1, 0, calls.auditArchitecture()));
        answer(program, KILL_PROCESS);
        load(program, NUMBER_OFFSET);
        for (int number : calls.free()) {
            program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, number));
            answer(program, ALLOW);
        }
        argument(program, calls.cloneThread(), 0, JUMP_IF_SET, CLONE_THREAD);
        argument(program, calls.nameThread(), 0, JUMP_IF_EQUAL, NAME_A_THREAD);
        argument(program, calls.signalThread(), 0, JUMP_IF_EQUAL, processId);
        reading(program, calls.readLimit());
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, calls.newClone()));
        answer(program, FAIL | NO_SUCH_CALL);
        answer(program, FAIL | NOT_PERMITTED);
        return List.copyOf(program);
    }

    /** Allows a call where the low half of one of its arguments is as wanted. */
    private static void argument(List<Instruction> program, int number, int index, int test, int value) {
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 4, number));
        load(program, FIRST_ARGUMENT_OFFSET + index * ARGUMENT_BYTES);
        program.add(new Instruction(test, 0, 1, value));
        answer(program, ALLOW);
        answer(program, FAIL | NOT_PERMITTED);
    }

    /** Allows prlimit64 where it names no new limit: its third argument is a null pointer. */
    private static void reading(List<Instruction> program, int number) {
        int pointer = FIRST_ARGUMENT_OFFSET + 2 * ARGUMENT_BYTES;
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 6, number));
        load(program, pointer);
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 3, 0));
        load(program, pointer + 4);
        program.add(new Instruction(JUMP_IF_EQUAL, 0, 1, 0));
        answer(program, ALLOW);
        answer(program, FAIL | NOT_PERMITTED);
    }

    private static void load(List<Instruction> program, int offset) {
        program.add(new Instruction(LOAD_WORD, 0, 0, offset));
    }

    private static void answer(List<Instruction> program, int value) {
        program.add(new Instruction(RETURN, 0, 0, value));
    }
}
