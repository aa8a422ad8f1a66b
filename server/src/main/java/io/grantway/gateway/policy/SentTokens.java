package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.gateway.policy.RequireTokenSettings.Place;
import io.grantway.http.Body;
import io.grantway.http.ClientCertificate;
import io.grantway.http.Headers;
import io.grantway.http.Target;
import io.grantway.token.Possession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds the access tokens of a call where they may be (RFC 6750 §2, RFC 9449 §7.1), and takes them
/// out of what goes upstream.
record SentTokens(Set<Place> places) {
    private static final String FIELD = "Authorization";
    private static final String PARAMETER = "access_token";
    private static final String BEARER = "bearer ";
    private static final String DPOP = "dpop ";

    SentTokens {
        places = Set.copyOf(places);
    }

    /// A token as it came.
    record Sent(boolean byDpop, String text) {
        /// How it was sent, for whoever checks that its sender may use it.
        Possession.Sending sending(Call call) {
            Target target = call.head().target();
            String scheme = call.head().isSecure() ? "https" : "http";
            return new Possession.Sending(
                    byDpop,
                    call.head().method(),
                    URI.create(scheme + "://" + target.authority() + target.path()),
                    call.head().headers().all("DPoP"),
                    ClientCertificate.of(call.head().peer()));
        }

        @Override
        public String toString() {
            return byDpop ? "DPoP token" : "Bearer token";
        }
    }

    /// Those in header and query: to send two is not allowed (§2), whichever is meant.
    List<Sent> inHead(Call call) {
        List<Sent> found = new ArrayList<>(1);
        if (places.contains(Place.HEADER)) {
            addHeader(call.head().headers(), found);
        }
        String query = call.head().target().query();
        if (query != null && places.contains(Place.QUERY)) {
            Pairs.read(query).all(PARAMETER).stream()
                    .filter(text -> !text.isEmpty())
                    .forEach(text -> found.add(new Sent(false, text)));
        }
        return found;
    }

    private static void addHeader(Headers headers, List<Sent> found) {
        for (String value : headers.all(FIELD)) {
            if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                add(false, value.substring(BEARER.length()).strip(), found);
            } else if (value.regionMatches(true, 0, DPOP, 0, DPOP.length())) {
                add(true, value.substring(DPOP.length()).strip(), found);
            }
        }
    }

    private static void add(boolean byDpop, String text, List<Sent> found) {
        if (!text.isEmpty()) {
            found.add(new Sent(byDpop, text));
        }
    }

    boolean mayBeInBody(Call call) {
        return places.contains(Place.BODY)
                && !call.head().method().equals("GET")
                && call.head()
                        .headers()
                        .first("Content-Type")
                        .map(type ->
                                type.toLowerCase(Locale.ROOT)
                                        .startsWith("application/x-www-form-urlencoded"))
                        .orElse(false);
    }

    List<Sent> inBody(Body body) {
        return Pairs.read(body.text()).all(PARAMETER).stream()
                .filter(text -> !text.isEmpty())
                .map(text -> new Sent(false, text))
                .toList();
    }

    /// The field that carried it, and the proof of it.
    static void hideInHeader(Call call) {
        call.upstreamHeaders().remove(FIELD);
        call.upstreamHeaders().remove("DPoP");
    }

    void hideInQuery(Call call) {
        String query = call.query();
        if (query != null && places.contains(Place.QUERY)) {
            String rest = Pairs.without(query, Set.of(PARAMETER));
            call.replaceQuery(rest.isEmpty() ? null : rest);
        }
    }

    static void hideInBody(Call call, Body body) {
        call.replaceBody(
                Body.of(
                        Pairs.without(body.text(), Set.of(PARAMETER))
                                .getBytes(StandardCharsets.UTF_8)));
    }
}
