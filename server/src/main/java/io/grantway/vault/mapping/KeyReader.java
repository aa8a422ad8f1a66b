package io.grantway.vault.mapping;

import io.grantway.config.Mistakes;
import io.grantway.config.PlacedValue;
import java.util.List;
import java.util.Optional;

/// Reads the keys of one mapping.
record KeyReader(PlacedValue value, Mistakes mistakes) {
    /// Says which keys mean nothing, or that it is no mapping.
    ///
    /// @return whether it is one
    boolean has(List<String> known) {
        if (!value.isMapping()) {
            wrong("must be a mapping, not " + value.kind());
            return false;
        }
        value.entries()
                .forEach((key, each) -> {
                    if (!known.contains(key)) {
                        mistakes.addUnknown(each.place(), "unknown key", key, known);
                    }
                });
        return true;
    }

    void wrong(String text) {
        mistakes.add(value.place(), text);
    }

    void wrong(String key, String text) {
        mistakes.add(value.get(key).map(PlacedValue::place).orElse(value.place()), text);
    }

    Optional<String> text(String key) {
        Optional<PlacedValue> there = value.get(key);
        if (there.isPresent() && there.get().text().isEmpty()) {
            wrong(key, "must be a single value, not " + there.get().kind());
        }
        return value.text(key);
    }

    boolean truth(String key) {
        Optional<String> text = text(key);
        if (text.isPresent() && !text.get().matches("true|false")) {
            wrong(key, "must be true or false");
        }
        return text.filter("true"::equals).isPresent();
    }

    Optional<Integer> whole(String key, int least, int most) {
        Optional<String> text = text(key);
        Optional<Integer> number =
                text.filter(it -> it.matches("[0-9]{1,9}"))
                        .map(Integer::parseInt)
                        .filter(it -> it >= least && it <= most);
        if (text.isPresent() && number.isEmpty()) {
            wrong(key, "must be a whole number from " + least + " to " + most);
        }
        return number;
    }

    Optional<Expression> expression(String key) {
        return text(key)
                .flatMap(text -> {
                    try {
                        return Optional.of(Expression.parse(text));
                    } catch (Expression.Malformed e) {
                        wrong(key, String.valueOf(e.getMessage()));
                        return Optional.empty();
                    }
                });
    }
}
