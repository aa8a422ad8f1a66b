package io.grantway.authserver;

import java.util.Optional;

/// What came to the token endpoint.
///
/// @param authorization the value of the field that carries the client's Basic credentials
public record TokenCall(OAuthParameters parameters, Optional<String> authorization) {
    /// Without the credentials.
    @Override
    public String toString() {
        return "TokenCall" + parameters;
    }
}
