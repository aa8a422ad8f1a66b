package io.grantway.vault.provider;

import io.grantway.supply.ExpiryUnit;
import io.grantway.supply.ResponseConfig;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where token answers hold things, from what is said of a provider.
///
/// @param said null where it does as RFC 6749 says
record TokenAnswer(@Nullable TokenAnswerConfig said) {
    private static final List<String> ERRORS = List.of("error", "ok=false");
    private static final List<String> TYPES =
            List.of(
                    "application/json",
                    "text/json",
                    "text/plain",
                    "text/javascript",
                    "application/x-www-form-urlencoded");

    ResponseConfig places() {
        TokenAnswerConfig it = said;
        if (it == null) {
            return new ResponseConfig(
                    "access_token",
                    "expires_in",
                    "refresh_token",
                    "token_type",
                    "scope",
                    ERRORS,
                    TYPES,
                    List.of());
        }
        return new ResponseConfig(
                path(it, it.accessToken(), "access_token"),
                path(it, it.expiresIn(), "expires_in"),
                path(it, it.refreshToken(), "refresh_token"),
                path(it, it.tokenType(), "token_type"),
                path(it, it.scope(), "scope"),
                it.errors().isEmpty() ? ERRORS : it.errors(),
                TYPES,
                it.dead());
    }

    private static String path(TokenAnswerConfig said, @Nullable String told, String usual) {
        String path = Objects.requireNonNullElse(told, usual);
        boolean second = Boolean.TRUE.equals(said.takeAlternate()) && said.alternate() != null;
        return second ? said.alternate() + "." + path : path;
    }

    ExpiryUnit unit() {
        TokenAnswerConfig it = said;
        return it == null || it.expiresInUnit() == null ? ExpiryUnit.SECONDS : it.expiresInUnit();
    }
}
