package org.lectern.media.confined;

import java.util.List;
import java.util.Optional;

/**
 * The numbers of the system calls that a confined child may make, on one architecture (Linux,
 * {@code asm/unistd.h}).
 *
 * @param auditArchitecture as the kernel names it to a filter ({@code linux/audit.h})
 * @param free those that a running JVM and its threads need, and that open nothing
 * @param cloneThread allowed for threads, not for processes
 * @param nameThread prctl: allowed to name a thread
 * @param signalThread tgkill: allowed within the process
 * @param readLimit prlimit64: allowed to read
 * @param newClone clone3: told to be missing, so that the C library takes clone, whose flags can be checked
 * @param seccomp to install a filter with
 */
record Syscalls(
        int auditArchitecture,
        List<Integer> free,
        int cloneThread,
        int nameThread,
        int signalThread,
        int readLimit,
        int newClone,
        int seccomp) {
    private static final Syscalls X86_64 = new Syscalls(
            0xC000003E,
            List.of(
                    // read write close fstat poll lseek mmap mprotect munmap brk
                    0,
                    1,
                    3,
                    5,
                    7,
                    8,
                    9,
                    10,
                    11,
                    12,
                    // rt_sigaction rt_sigprocmask rt_sigreturn pread64 readv writev sched_yield mremap madvise
                    13,
                    14,
                    15,
                    17,
                    19,
                    20,
                    24,
                    25,
                    28,
                    // nanosleep getpid exit uname getrusage sysinfo times getuid getgid geteuid getegid
                    35,
                    39,
                    60,
                    63,
                    98,
                    99,
                    100,
                    102,
                    104,
                    107,
                    108,
                    // sigaltstack sched_getparam sched_getscheduler sched_get_priority_max and _min arch_prctl
                    131,
                    143,
                    145,
                    146,
                    147,
                    158,
                    // gettid futex sched_getaffinity set_tid_address restart_syscall clock_gettime clock_getres
                    186,
                    202,
                    204,
                    218,
                    219,
                    228,
                    229,
                    // clock_nanosleep exit_group set_robust_list getcpu getrandom membarrier rseq
                    230,
                    231,
                    273,
                    309,
                    318,
                    324,
                    334),
            56,
            157,
            234,
            302,
            435,
            317);

    private static final Syscalls AARCH64 = new Syscalls(
            0xC00000B7,
            List.of(
                    // read write close fstat ppoll lseek mmap mprotect munmap brk
                    63,
                    64,
                    57,
                    80,
                    73,
                    62,
                    222,
                    226,
                    215,
                    214,
                    // rt_sigaction rt_sigprocmask rt_sigreturn pread64 readv writev sched_yield mremap madvise
                    134,
                    135,
                    139,
                    67,
                    65,
                    66,
                    124,
                    216,
                    233,
                    // nanosleep getpid exit uname getrusage sysinfo times getuid getgid geteuid getegid
                    101,
                    172,
                    93,
                    160,
                    165,
                    179,
                    153,
                    174,
                    176,
                    175,
                    177,
                    // sigaltstack sched_getparam sched_getscheduler sched_get_priority_max and _min
                    132,
                    121,
                    120,
                    125,
                    126,
                    // gettid futex sched_getaffinity set_tid_address restart_syscall clock_gettime clock_getres
                    178,
                    98,
                    123,
                    96,
                    128,
                    113,
                    114,
                    // clock_nanosleep exit_group set_robust_list getcpu getrandom membarrier rseq
                    115,
                    94,
                    99,
                    168,
                    278,
                    283,
                    293),
            220,
            167,
            131,
            261,
            435,
            277);

    /** Of this machine; empty where they are not known. */
    static Optional<Syscalls> ofThisMachine() {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }
}
