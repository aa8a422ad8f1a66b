package io.grantway.bench;

import java.time.Duration;
import java.util.List;

/// One row of the table: a running proxy and what to ask it.
///
/// @param processes whose CPU time counts; one, or a master and its workers
/// @param path what is asked for
/// @param tokens for the `Authorization` field, in turn; empty for none
/// @param warmUp CPU time that its processes spend under load before they are measured: until a JVM
///   has compiled what it does often
record Contender(
        String name,
        List<ProcessHandle> processes,
        int port,
        String path,
        List<String> tokens,
        Duration warmUp) {

    String url() {
        return "http://127.0.0.1:" + port + path;
    }

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
