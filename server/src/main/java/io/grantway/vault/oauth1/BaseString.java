package io.grantway.vault.oauth1;

import io.grantway.http.Parameters;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is signed of a request (RFC 5849 §3.4.1).
public final class BaseString {
    private record Pair(String name, String value) {
        private static final Comparator<Pair> ORDER =
                Comparator.comparing(Pair::name).thenComparing(Pair::value);

        static Pair encoded(String name, String value) {
            return new Pair(PercentEncoding.of(name), PercentEncoding.of(value));
        }
    }

    private BaseString() {}

    /// @param uri as it goes out, absolute
    /// @param parameters of the query, the form in the body and the protocol, but neither `realm`
    ///   nor `oauth_signature`
    public static String of(String method, URI uri, List<Parameters> parameters) {
        return PercentEncoding.of(method.toUpperCase(Locale.ROOT))
                + "&"
                + PercentEncoding.of(address(uri))
                + "&"
                + PercentEncoding.of(normalized(parameters));
    }

    /// RFC 5849 §3.4.1.2: without a port that goes without saying, and without the query.
    private static String address(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
        String path = uri.getRawPath();
        return scheme + "://" + host + port + (path == null || path.isEmpty() ? "/" : path);
    }

    /// RFC 5849 §3.4.1.3.2: encoded first, then sorted. Sorted as text they would stand otherwise.
    private static String normalized(List<Parameters> parameters) {
        List<Pair> pairs = new ArrayList<>();
        for (Parameters each : parameters) {
            for (String name : each.names()) {
                each.all(name).forEach(value -> pairs.add(Pair.encoded(name, value)));
            }
        }
        return pairs.stream()
                .sorted(Pair.ORDER)
                .map(pair -> pair.name() + "=" + pair.value())
                .collect(Collectors.joining("&"));
    }
}
