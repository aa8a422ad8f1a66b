package io.grantway.authserver;

import io.grantway.http.HeaderList;

/// A refusal as it goes over the wire (RFC 6749 §5.2).
///
/// @param description `error_description`
/// @param headers beside those that every answer of the endpoint has
public record RefusalAnswer(int status, String error, String description, HeaderList headers) {
    public RefusalAnswer(int status, String error, String description) {
        this(status, error, description, HeaderList.EMPTY);
    }

    public RefusalAnswer with(String name, String value) {
        return new RefusalAnswer(status, error, description, headers.with(name, value));
    }
}
