package io.grantway.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of the table: a running proxy and what to ask it.
///
/// @param processes whose CPU time counts; one, or a master and its workers
/// @param url what is asked for
/// @param authorization the `Authorization` field of the load; absent for none
/// @param script a wrk script in place of the plain request; absent for none
record Contender(
        String name,
        List<ProcessHandle> processes,
        String url,
        @Nullable String authorization,
        @Nullable Path script) {

    /// CPU time of all its processes so far.
    Cpu cpu() {
        Cpu sum = new Cpu(0, 0);
        for (ProcessHandle process : processes) {
            sum = sum.plus(Cpu.of(process.pid()));
        }
        return sum;
    }

    /// Resident memory of all its processes in KiB.
    long residentKiB() {
        return processes.stream().mapToLong(process -> Cpu.residentKiB(process.pid())).sum();
    }
}
