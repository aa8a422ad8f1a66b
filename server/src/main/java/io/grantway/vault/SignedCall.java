package io.grantway.vault;

import io.grantway.http.Body;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// A request that is to be signed, as it goes out.
///
/// @param uri absolute, with its query
/// @param contentType of the body, where there is one
public record SignedCall(String method, URI uri, Optional<String> contentType, Body body) {
    private static final String FORM = "application/x-www-form-urlencoded";

    public SignedCall {
        if (uri.getHost() == null || uri.getScheme() == null) {
            throw new IllegalArgumentException("only absolute addresses can be signed");
        }
    }

    /// Whether the body's parameters are signed (RFC 5849 §3.4.1.3.1); others are not looked at.
    public boolean isForm() {
        return contentType
                .map(type -> type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT))
                .filter(FORM::equals)
                .isPresent();
    }

    /// Without query and body, which may hold secrets.
    @Override
    public String toString() {
        return method + " " + uri.getHost();
    }
}
