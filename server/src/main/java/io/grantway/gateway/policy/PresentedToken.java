package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.http.Body;
import io.grantway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the access token of a call, in its header, its query or its form (RFC 6750 §2), and takes
/// it out.
///
/// @param header that carries it
/// @param headerOnly look nowhere else (RFC 9700 §4.3.2): addresses end up in logs
record PresentedToken(String header, boolean headerOnly) {
    private static final String NAME = "access_token";
    private static final Set<String> NAMES = Set.of(NAME);
    private static final String BEARER = "bearer ";
    private static final String TOKEN = "token ";

    /// The token in the header, else in the query.
    Optional<String> inHead(Call call) {
        Optional<String> inHeader = inHeader(call.head().headers());
        return inHeader.isPresent() || headerOnly
                ? inHeader
                : inParameters(call.head().target().query());
    }

    private Optional<String> inHeader(Headers headers) {
        return headers.first(header)
                .flatMap(value -> {
                    if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                        return present(value.substring(BEARER.length()).strip());
                    }
                    return value.regionMatches(true, 0, TOKEN, 0, TOKEN.length())
                            ? present(value.substring(TOKEN.length()).strip())
                            : Optional.empty();
                });
    }

    /// Whether the body may hold the token, and is a form of at most so many bytes.
    boolean mayBeInBody(Call call, long limit) {
        String method = call.head().method();
        boolean carries = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
        return !headerOnly
                && carries
                && isForm(call.head().headers())
                && call.head()
                        .headers()
                        .first("Content-Length")
                        .map(length -> isWithin(length, limit))
                        .orElse(true);
    }

    private static boolean isForm(Headers headers) {
        return headers.first("Content-Type")
                .map(type ->
                        type.toLowerCase(Locale.ROOT)
                                .startsWith("application/x-www-form-urlencoded"))
                .orElse(false);
    }

    private static boolean isWithin(String length, long limit) {
        try {
            return Long.parseLong(length) <= limit;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    Optional<String> inBody(Body body) {
        return inParameters(body.text());
    }

    private static Optional<String> inParameters(@Nullable String encoded) {
        return Pairs.read(encoded).first(NAME).flatMap(PresentedToken::present);
    }

    private static Optional<String> present(String token) {
        return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }

    /// Takes the token out of what goes upstream.
    void hideInHead(Call call) {
        if (inHeader(call.head().headers()).isPresent()) {
            call.upstreamHeaders().remove(header);
        }
        String query = call.query();
        if (query != null && !query.isEmpty()) {
            String rest = Pairs.without(query, NAMES);
            call.replaceQuery(rest.isEmpty() ? null : rest);
        }
    }

    /// Takes the token out of a form that goes upstream.
    void hideInBody(Call call, Body body) {
        call.replaceBody(
                Body.of(Pairs.without(body.text(), NAMES).getBytes(StandardCharsets.UTF_8)));
    }
}
