package io.grantway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A run of wrk on the second core: one thread, 64 connections.
///
/// @param requests answered
/// @param errors answers that were not 2xx or 3xx, and socket errors
/// @param p99 latency in microseconds
record Load(long requests, long errors, double seconds, double p50, double p99) {
    private static final Pattern DONE = Pattern.compile("(\\d+) requests in ([\\d.]+)s");
    private static final Pattern NON_2XX = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKET =
            Pattern.compile(
                    "Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final Pattern PERCENTILE = Pattern.compile("(50|99)%\\s+([\\d.]+)(us|ms|s)");

    /// Loads a contender with its own request.
    static Load run(Contender contender, Duration time, Path work) {
        List<String> options = new ArrayList<>();
        if (contender.tokens().size() == 1) {
            options.add("-H");
            options.add("Authorization: Bearer " + contender.tokens().getFirst());
        } else if (!contender.tokens().isEmpty()) {
            options.add("-s");
            options.add(WrkScript.inTurn(work, contender).toString());
        }
        return run(contender.url(), time, options);
    }

    /// Loads an address, with more options of wrk.
    static Load run(String url, Duration time, List<String> options) {
        List<String> command =
                new ArrayList<>(List.of("taskset", "-c", "1", "wrk", "-t1", "-c64", "--latency"));
        command.add("-d" + time.toSeconds() + "s");
        command.addAll(options);
        command.add(url);
        return parse(Shell.output(command));
    }

    private static Load parse(String text) {
        Matcher done = DONE.matcher(text);
        if (!done.find()) {
            throw new IllegalStateException("wrk did not say how many requests it made:\n" + text);
        }
        long errors = sum(NON_2XX.matcher(text)) + sum(SOCKET.matcher(text));
        double p50 = 0;
        double p99 = 0;
        Matcher percentile = PERCENTILE.matcher(text);
        while (percentile.find()) {
            double micros = micros(Double.parseDouble(percentile.group(2)), percentile.group(3));
            if (percentile.group(1).equals("50")) {
                p50 = micros;
            } else {
                p99 = micros;
            }
        }
        return new Load(
                Long.parseLong(done.group(1)), errors, Double.parseDouble(done.group(2)), p50, p99);
    }

    private static long sum(Matcher matcher) {
        long sum = 0;
        if (matcher.find()) {
            for (int i = 1; i <= matcher.groupCount(); i++) {
                sum += Long.parseLong(matcher.group(i));
            }
        }
        return sum;
    }

    private static double micros(double value, String unit) {
        return switch (unit) {
            case "us" -> value;
            case "ms" -> value * 1000;
            case "s" -> value * 1_000_000;
            default -> throw new IllegalArgumentException("a unit of time: " + unit);
        };
    }
}
