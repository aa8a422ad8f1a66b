package io.grantway.outbound;

import io.grantway.http.HeaderList;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.PooledRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a call goes, and with which fields.
///
/// @param shown its path with its places, for whoever looks at past calls
/// @param trust who chose the address
/// @param proved whether a credential goes with it
record RestTarget(
        String method,
        URI origin,
        String path,
        @Nullable String query,
        List<String> fields,
        OutboundBody body,
        String shown,
        Trust trust,
        boolean proved) {
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

    /// @throws IllegalArgumentException with a text for whoever made the call
    static RestTarget of(RestConfig config, AddressTemplate address, OutboundRequest request) {
        if (!METHOD.matcher(request.method()).matches()) {
            throw new IllegalArgumentException("a method is written in capitals: GET, POST");
        }
        List<String> fields = fields(config, request);
        return request.link()
                .map(link -> to(link, address, request, fields))
                .orElseGet(() -> below(config, address, request, fields));
    }

    private static RestTarget below(
            RestConfig config,
            AddressTemplate address,
            OutboundRequest request,
            List<String> fields) {
        AddressTemplate whole = address.below(request.path());
        StringBuilder query = new StringBuilder();
        config.query().forEach((name, value) -> parameter(query, name, value));
        Set<String> places = Set.copyOf(whole.names());
        request.values()
                .forEach((name, values) -> {
                    if (!places.contains(name)) {
                        values.forEach(value -> parameter(query, name, value));
                    }
                });
        return new RestTarget(
                request.method(),
                whole.origin(),
                whole.filled(request.values()),
                query.isEmpty() ? null : query.toString(),
                fields,
                request.body(),
                whole.path(),
                Trust.CONFIGURED,
                true);
    }

    private static void parameter(StringBuilder query, String name, String value) {
        if (!query.isEmpty()) {
            query.append('&');
        }
        AddressTemplate.encode(name, "", query);
        query.append('=');
        AddressTemplate.encode(value, "", query);
    }

    /// An address that an answer named: at another origin it is somebody's else.
    private static RestTarget to(
            OutboundLink link,
            AddressTemplate address,
            OutboundRequest request,
            List<String> fields) {
        URI uri = link.address();
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "an address that an answer named is not one of http or https");
        }
        boolean near = sameOrigin(uri, address.origin());
        return new RestTarget(
                request.method(),
                URI.create(uri.getScheme() + "://" + uri.getRawAuthority()),
                uri.getRawPath(),
                uri.getRawQuery(),
                fields,
                request.body(),
                near ? "(link)" : "(link to another origin)",
                near ? Trust.CONFIGURED : Trust.FOREIGN,
                link.credentials());
    }

    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme() != null
                && one.getHost() != null
                && one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /// The connection's fields, and the call's in place of those of the same name.
    private static List<String> fields(RestConfig config, OutboundRequest request) {
        List<String> fields = new ArrayList<>();
        Set<String> named = namedByConnection(request.headers());
        config.headers()
                .forEach((name, value) -> {
                    if (!Fields.ofTheConnection(name) && !request.headers().contains(name)) {
                        fields.add(name);
                        fields.add(value);
                    }
                });
        boolean typed = !(request.body() instanceof OutboundBody.None);
        request.headers()
                .forEach((name, value) -> {
                    Fields.check(name, value);
                    String plain = name.toLowerCase(Locale.ROOT);
                    boolean left =
                            Fields.ofTheConnection(name)
                                    || named.contains(plain)
                                    || (typed && plain.equals("content-type"));
                    if (!left) {
                        fields.add(name);
                        fields.add(value);
                    }
                });
        return fields;
    }

    /// RFC 9110 §7.6.1
    private static Set<String> namedByConnection(HeaderList headers) {
        Optional<String> connection = headers.first("Connection");
        return connection.isEmpty()
                ? Set.of()
                : Set.of(connection.get().toLowerCase(Locale.ROOT).split("[,\\s]+", -1));
    }

    Prepared prepared() {
        return new Prepared(method, origin, path, query, fields, body);
    }

    /// What is sent.
    ///
    /// @param gzip ask for a compressed answer
    /// @throws IllegalArgumentException where a field has what none may have
    PooledRequest request(
            Security.Proof proof, String requestId, boolean gzip, long deadlineNanos) {
        Prepared prepared = prepared();
        prepared.set("X-Request-Id", requestId);
        if (gzip) {
            prepared.set("Accept-Encoding", "gzip");
        }
        proof.put(prepared);
        return new PooledRequest(
                method, prepared.uri(), trust, prepared.headers(), content(), deadlineNanos);
    }

    private Optional<PooledRequest.Content> content() {
        return switch (body) {
            case OutboundBody.None _ -> Optional.empty();
            case OutboundBody.Whole(var type, var bytes) -> {
                Fields.check("Content-Type", type);
                yield Optional.of(new PooledRequest.Whole(type, bytes));
            }
            case OutboundBody.Streamed(var type, var stream, var length) -> {
                Fields.check("Content-Type", type);
                yield Optional.of(new PooledRequest.Streamed(type, stream, length));
            }
        };
    }

    /// The same call at another address of the same origin.
    RestTarget redirected(URI to, boolean asGet) {
        return new RestTarget(
                asGet ? "GET" : method,
                origin,
                to.getRawPath() == null ? "" : to.getRawPath(),
                to.getRawQuery(),
                fields,
                asGet ? OutboundBody.NONE : body,
                shown,
                trust,
                proved);
    }
}
