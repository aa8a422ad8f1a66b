package io.grantway.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// Named text values in the order they came, each name with one value or more: a query, or an
/// `application/x-www-form-urlencoded` body.
public final class Parameters {
    public static final Parameters EMPTY = new Parameters(new LinkedHashMap<>());

    private final SequencedMap<String, List<String>> values;

    private Parameters(SequencedMap<String, List<String>> values) {
        this.values = values;
    }

    public static Parameters of(Map<String, String> singles) {
        SequencedMap<String, List<String>> values = new LinkedHashMap<>();
        singles.forEach((name, value) -> values.put(name, List.of(value)));
        return new Parameters(values);
    }

    /// Names and values in the order given; a name may come more than once.
    public static Parameters ofEntries(List<Map.Entry<String, String>> entries) {
        SequencedMap<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : entries) {
            values.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>(1)).add(entry.getValue());
        }
        return new Parameters(values);
    }

    /// Reads `a=1&b=2`; a name without `=` has an empty value.
    ///
    /// @throws Problem 400 where a percent sign is not followed by two hexadecimal digits
    public static Parameters parse(String encoded) {
        SequencedMap<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
        }
        return new Parameters(values);
    }

    public Optional<String> first(String name) {
        List<String> all = values.get(name);
        return all == null ? Optional.empty() : Optional.of(all.getFirst());
    }

    public List<String> all(String name) {
        return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /// The first name that has more than one value (RFC 6749 §3.1 forbids that).
    public Optional<String> repeated() {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// The same values in wire form.
    public String encoded() {
        return values.entrySet().stream()
                .flatMap(entry ->
                        entry.getValue().stream()
                                .map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(
                    "malformed_parameters",
                    "a percent sign in the parameters is not followed by two hexadecimal digits");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Names only: values may be secrets.
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
