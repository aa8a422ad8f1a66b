package io.grantway.kong.resource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A constraint of a value whose type is right already, with Kong's text where it is broken.
@FunctionalInterface
interface Rule {
    Optional<String> fault(JsonNode value);

    static Rule that(Predicate<String> good, UnaryOperator<String> text) {
        return value ->
                good.test(value.asString())
                        ? Optional.empty()
                        : Optional.of(text.apply(value.asString()));
    }

    static Rule matching(String pattern, UnaryOperator<String> text) {
        Predicate<String> whole = Pattern.compile(pattern).asMatchPredicate();
        return that(whole, text);
    }

    static Rule matching(String pattern) {
        return matching(pattern, value -> "invalid value: " + value);
    }

    static Rule oneOf(String... values) {
        List<String> all = List.of(values);
        return that(all::contains, _ -> "expected one of: " + String.join(", ", all));
    }

    static Rule between(long least, long most) {
        return value ->
                value.asDouble() >= least && value.asDouble() <= most
                        ? Optional.empty()
                        : Optional.of("value should be between " + least + " and " + most);
    }

    static Rule above(long bound) {
        return value ->
                value.asDouble() > bound
                        ? Optional.empty()
                        : Optional.of("value must be greater than " + bound);
    }

    static Rule startsWith(String start) {
        return that(value -> value.startsWith(start), _ -> "should start with: " + start);
    }

    /// Length in octets, as Kong counts.
    static Rule length(int least, int most) {
        return value -> {
            int length = value.asString().getBytes(StandardCharsets.UTF_8).length;
            if (length < least) {
                return Optional.of("length must be at least " + least);
            }
            return length > most ? Optional.of("length must be at most " + most) : Optional.empty();
        };
    }
}
