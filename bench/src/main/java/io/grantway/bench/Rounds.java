package io.grantway.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What was measured of one contender under full load, round by round.
record Rounds(List<Round> rounds) {
    /// CPU is in microseconds a request.
    record Round(double user, double kernel, double rate, double p50, double p99, long errors) {}

    /// Loads each contender in turn, several rounds over.
    static Map<Contender, Rounds> of(
            List<Contender> contenders, int rounds, Duration time, Path work) {
        Map<Contender, Rounds> results = new LinkedHashMap<>();
        contenders.forEach(it -> results.put(it, new Rounds(new ArrayList<>())));
        for (int i = 0; i < rounds; i++) {
            results.forEach(
                    (contender, measured) -> measured.rounds().add(round(contender, time, work)));
        }
        return results;
    }

    static Round round(Contender contender, Duration time, Path work) {
        Cpu before = contender.cpu();
        Load load = Load.run(contender, time, work);
        return round(contender.cpu().minus(before), load);
    }

    static Round round(Cpu spent, Load load) {
        return new Round(
                spent.userMicros() / load.requests(),
                spent.kernelMicros() / load.requests(),
                load.requests() / load.seconds(),
                load.p50(),
                load.p99(),
                load.errors());
    }

    double cpu() {
        return median(it -> it.user() + it.kernel());
    }

    double median(ToDoubleFunction<Round> of) {
        return rounds.stream()
                .map(of::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList()
                .get(rounds.size() / 2);
    }

    long errors() {
        return rounds.stream().mapToLong(Round::errors).sum();
    }
}
