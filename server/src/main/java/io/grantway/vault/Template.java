package io.grantway.vault;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with places, `{name}`, that an account's variables fill: the addresses of providers that
/// have one host for each customer.
///
/// @param text as it was written
public record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");

    /// The names of its places.
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        PLACE.matcher(text).results().forEach(place -> names.add(place.group(1)));
        return names;
    }

    /// The text with its places filled, character by character: whoever gives the values has looked
    /// at them.
    ///
    /// @throws IllegalArgumentException naming a place that has no value
    public String filled(Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> {
                    String value = values.get(place.group(1));
                    if (value == null) {
                        throw new IllegalArgumentException(
                                "{" + place.group(1) + "} has no value yet");
                    }
                    return Matcher.quoteReplacement(value);
                });
    }

    @Override
    public String toString() {
        return text;
    }
}
