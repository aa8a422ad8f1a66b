package io.grantway.outbound.aws;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// A request in the one form in which both sides hash it.
///
/// @param headers that are signed, their names in lower case
/// @param payloadHash of the body, or what stands for it
/// @param plainPath whether the path is taken as it is, and encoded once (S3)
record CanonicalRequest(
        String method,
        URI uri,
        SortedMap<String, String> headers,
        String payloadHash,
        boolean plainPath) {
    private record Pair(String name, String value) {
        private static final Comparator<Pair> ORDER =
                Comparator.comparing(Pair::name).thenComparing(Pair::value);
    }

    String text() {
        String fields =
                headers.entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue() + "\n")
                        .collect(Collectors.joining());
        return String.join(
                "\n",
                method.toUpperCase(Locale.ROOT),
                path(),
                query(),
                fields,
                signedHeaders(),
                payloadHash);
    }

    String signedHeaders() {
        return String.join(";", headers.keySet());
    }

    private String path() {
        String raw =
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        if (plainPath) {
            return Arrays.stream(raw.split("/", -1))
                    .map(segment -> UriEncoding.encode(UriEncoding.decode(segment, false)))
                    .collect(Collectors.joining("/"));
        }
        return normalized(raw);
    }

    /// Without dots and empty segments, and encoded once more than it goes out.
    private static String normalized(String raw) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : raw.split("/", -1)) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> kept.pollLast();
                default -> kept.addLast(UriEncoding.encode(segment));
            }
        }
        boolean slash = raw.endsWith("/") || raw.endsWith("/.") || raw.endsWith("/..");
        String end = slash && !kept.isEmpty() ? "/" : "";
        return "/" + String.join("/", kept) + end;
    }

    private String query() {
        String raw = uri.getRawQuery();
        if (raw == null) {
            return "";
        }
        List<Pair> pairs =
                Arrays.stream(raw.split("&", -1))
                        .filter(pair -> !pair.isEmpty())
                        .map(CanonicalRequest::pair)
                        .sorted(Pair.ORDER)
                        .toList();
        return pairs.stream()
                .map(pair -> pair.name() + "=" + pair.value())
                .collect(Collectors.joining("&"));
    }

    private static Pair pair(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        return new Pair(
                UriEncoding.encode(UriEncoding.decode(name, true)),
                UriEncoding.encode(UriEncoding.decode(value, true)));
    }
}
