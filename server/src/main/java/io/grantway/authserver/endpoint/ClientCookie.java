package io.grantway.authserver.endpoint;

import io.grantway.authserver.Terms;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The cookie by which a client comes again (RFC 6265). One for each server, for several may share
/// a host.
///
/// Never of a browser: those send it by themselves, for whatever page makes them, and a secret that
/// lets them have one has no business there.
record ClientCookie(String name) {
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9]{32}");

    static ClientCookie of(Terms terms) {
        String server = TokenHash.of(terms.place().id().toString()).fingerprint();
        return new ClientCookie("__Host-grantway-client-" + server);
    }

    /// Whether the request says that it comes from a page (Fetch: `Origin`, Fetch Metadata).
    static boolean isOfBrowser(Request request) {
        return request.headers().contains("Origin")
                || request.headers().contains("Sec-Fetch-Site")
                || request.headers().contains("Sec-Fetch-Mode");
    }

    /// The value that a client sent.
    Optional<String> in(Request request) {
        if (isOfBrowser(request)) {
            return Optional.empty();
        }
        return request.headers().all("Cookie").stream()
                .flatMap(line -> List.of(line.split(";", -1)).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .filter(value -> VALUE.matcher(value).matches())
                .findFirst();
    }

    Response set(Response response, String value) {
        return response.with("Set-Cookie", name + "=" + value + ATTRIBUTES);
    }
}
