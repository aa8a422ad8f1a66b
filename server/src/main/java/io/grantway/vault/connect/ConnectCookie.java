package io.grantway.vault.connect;

import io.grantway.http.Headers;
import io.grantway.http.Response;
import java.util.Optional;
import java.util.stream.Stream;

/// The cookie that tells browsers apart (RFC 6265). Its prefix makes browsers refuse it from a
/// neighbouring host and over plain HTTP, so that nobody can plant one.
final class ConnectCookie {
    private static final String NAME = "__Host-grantway-connect";

    private ConnectCookie() {}

    static Optional<String> in(Headers headers) {
        return headers.all("Cookie").stream()
                .flatMap(line -> Stream.of(line.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + "="))
                .map(pair -> pair.substring(NAME.length() + 1))
                .filter(Random256::isOne)
                .findFirst();
    }

    /// `Lax`: the provider sends the browser back from another site.
    static Response set(Response response, String value) {
        return response.with(
                "Set-Cookie", NAME + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    }
}
