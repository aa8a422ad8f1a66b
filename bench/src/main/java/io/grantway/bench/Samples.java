package io.grantway.bench;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Durations, in nanoseconds. For one thread.
final class Samples {
    private long[] values = new long[1024];
    private int count;

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = nanos;
    }

    LongStream stream() {
        return Arrays.stream(values, 0, count);
    }

    /// In microseconds.
    double micros(double part) {
        return micros(stream().sorted().toArray(), part);
    }

    /// @param sorted nanoseconds
    /// @return microseconds
    static double micros(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))] / 1e3;
    }
}
