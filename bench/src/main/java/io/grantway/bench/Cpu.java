package io.grantway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// CPU time of a process in clock ticks of 10 ms, as the kernel accounts it.
record Cpu(long user, long kernel) {
    private static final int MICROS_PER_TICK = 10_000;

    static Cpu of(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new Cpu(Long.parseLong(fields[11]), Long.parseLong(fields[12]));
    }

    static long residentKiB(long pid) {
        return read(Path.of("/proc/" + pid + "/status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    Cpu plus(Cpu other) {
        return new Cpu(user + other.user, kernel + other.kernel);
    }

    Cpu minus(Cpu earlier) {
        return new Cpu(user - earlier.user, kernel - earlier.kernel);
    }

    double userMicros() {
        return user * (double) MICROS_PER_TICK;
    }

    double kernelMicros() {
        return kernel * (double) MICROS_PER_TICK;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
