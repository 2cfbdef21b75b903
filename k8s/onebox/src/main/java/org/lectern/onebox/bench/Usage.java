package org.lectern.onebox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes have used until now, from Linux' {@code /proc}.
 *
 * @param cpu processor time of all together
 * @param residentBytes memory that is theirs, of all together; what they share is counted once for each
 */
record Usage(Duration cpu, long residentBytes) {
    static Usage of(List<ProcessHandle> processes) throws IOException {
        Duration cpu = Duration.ZERO;
        long resident = 0;
        for (ProcessHandle process : processes) {
            cpu = cpu.plus(process.info().totalCpuDuration().orElse(Duration.ZERO));
            resident += residentBytes(process);
        }
        return new Usage(cpu, resident);
    }

    private static long residentBytes(ProcessHandle process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }
}
