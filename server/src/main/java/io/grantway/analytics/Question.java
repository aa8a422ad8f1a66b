package io.grantway.analytics;

import io.grantway.config.Nearest;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What somebody wants to know of the figures.
///
/// @param from the start of the first step
/// @param to the moment after the last
/// @param by what to tell apart
record Question(
        Step step, Instant from, Instant to, List<Dimension> by, Filter filter, boolean csv) {
    private static final List<String> NAMES =
            Stream.concat(
                            Stream.of("from", "to", "step", "by", "kind", "format"),
                            Arrays.stream(Dimension.values()).map(Dimension::toString))
                    .toList();

    /// More could not be looked at anyway.
    private static final int MOST_STEPS = 5000;

    /// @param workspace that it is limited to; empty for all
    /// @throws Problem 400 naming the parameter that is wrong
    static Question of(Request request, Optional<String> workspace, InstantSource clock) {
        Parameters query = request.query();
        requireKnown(query);
        Step step =
                query.first("step")
                        .map(each -> one("step", each, Step.values()))
                        .orElse(Step.MINUTE);
        Instant to =
                query.first("to")
                        .map(each -> time("to", each))
                        .orElseGet(() -> step.start(clock.instant()).plus(step.length()));
        Instant from =
                step.start(
                        query.first("from")
                                .map(each -> time("from", each))
                                .orElseGet(() -> to.minus(step.usual())));
        requireSpan(step, from, to);
        return new Question(
                step, from, to, by(query), filter(query, workspace), csv(request, query));
    }

    private static void requireKnown(Parameters query) {
        for (String name : query.names()) {
            if (!NAMES.contains(name)) {
                String meant =
                        Nearest.to(name, NAMES).map(it -> "; did you mean " + it + "?").orElse("");
                throw wrong(name, "is no parameter of this" + meant);
            }
            if (!name.equals("by") && query.all(name).size() > 1) {
                throw wrong(name, "is given more than once");
            }
        }
    }

    private static void requireSpan(Step step, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw wrong("from", "must be before to");
        }
        if (Duration.between(from, to).dividedBy(step.length()) > MOST_STEPS) {
            throw wrong(
                    "step",
                    "is too short for this span of time: "
                            + MOST_STEPS
                            + " at most, take a longer one");
        }
    }

    private static List<Dimension> by(Parameters query) {
        return query.all("by").stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .map(each -> one("by", each.strip(), Dimension.values()))
                .distinct()
                .toList();
    }

    private static Filter filter(Parameters query, Optional<String> workspace) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            query.first(dimension.toString()).ifPresent(value -> values.put(dimension, value));
        }
        // The one that the administrator was let in for, however it was read.
        workspace.ifPresent(name -> values.put(Dimension.WORKSPACE, name));
        Series.Kind kind =
                query.first("kind")
                        .map(each -> one("kind", each, Series.Kind.values()))
                        .orElse(Series.Kind.CALLS);
        return new Filter(kind, values);
    }

    private static boolean csv(Request request, Parameters query) {
        Optional<String> format = query.first("format");
        if (format.isPresent()) {
            return one("format", format.get(), Format.values()) == Format.CSV;
        }
        return request.headers().all("Accept").stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .map(each -> each.split(";", -1)[0].strip())
                .anyMatch("text/csv"::equalsIgnoreCase);
    }

    private enum Format {
        JSON,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static Instant time(String name, String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.isAfter(Instant.EPOCH)
                    && time.isBefore(Instant.parse("3000-01-01T00:00:00Z"))) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw wrong(name, "must be a time such as 2026-03-01T12:00:00Z");
    }

    private static <T> T one(String name, String text, T[] known) {
        List<String> names = Arrays.stream(known).map(Object::toString).toList();
        int index = names.indexOf(text);
        if (index < 0) {
            throw wrong(name, "must be one of " + String.join(", ", names));
        }
        return known[index];
    }

    private static Problem wrong(String name, String what) {
        return Problem.badRequest("invalid_field", name + ": " + what);
    }
}
