package io.grantway.authserver.login;

import io.grantway.http.Headers;
import io.grantway.http.Response;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The cookies of the pages (RFC 6265). Their prefix makes browsers refuse them from a neighbouring
/// host and over plain HTTP, so that nobody can plant one.
enum BrowserCookie {
    /// Who is logged in; names a [io.grantway.authserver.LoginSession].
    SESSION("__Host-grantway-session"),
    /// Guards the login form, before anyone is logged in.
    LOGIN("__Host-grantway-login");

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax";
    private static final int BYTES = 32;
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final String wireName;

    BrowserCookie(String wireName) {
        this.wireName = wireName;
    }

    /// A new value: 256 bits.
    static String fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The value that a browser sent; empty where it is none that [#fresh] could have made.
    Optional<String> in(Headers headers) {
        return headers.all("Cookie").stream()
                .flatMap(line -> List.of(line.split(";", -1)).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(wireName + "="))
                .map(pair -> pair.substring(wireName.length() + 1))
                .filter(value -> VALUE.matcher(value).matches())
                .findFirst();
    }

    Response set(Response response, String value) {
        return response.with("Set-Cookie", wireName + "=" + value + ATTRIBUTES);
    }

    Response clear(Response response) {
        return response.with("Set-Cookie", wireName + "=" + ATTRIBUTES + "; Max-Age=0");
    }
}
