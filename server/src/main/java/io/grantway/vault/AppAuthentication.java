package io.grantway.vault;

import io.grantway.http.Headers;
import io.grantway.http.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Which app calls `/vault/v1/*`: its key stands as `Authorization: Bearer` (RFC 6750 §2.1).
///
/// @param apps in force; asked anew for each call
public record AppAuthentication(Supplier<VaultApps> apps) {
    private static final String SCHEME = "bearer ";

    /// The caller.
    ///
    /// @throws Problem 401 where the key is missing or is nobody's
    public VaultApp app(Headers headers) {
        List<String> sent = headers.all("Authorization");
        if (sent.isEmpty()) {
            throw refused("key_missing", "send your app's key as Authorization: Bearer KEY")
                    .with("WWW-Authenticate", "Bearer realm=\"vault\"");
        }
        return Optional.of(sent)
                .filter(fields -> fields.size() == 1)
                .flatMap(fields -> key(fields.getFirst()))
                .flatMap(key -> apps.get().byKey(key))
                .orElseThrow(AppAuthentication::unknown);
    }

    private static Optional<String> key(String field) {
        return field.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? Optional.of(field.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static Problem unknown() {
        return refused(
                        "key_unknown",
                        "this is no app's key: send the key of one of vault.apps, of "
                                + VaultApps.SHORTEST_KEY
                                + " characters or more, as Authorization: Bearer KEY")
                .with("WWW-Authenticate", "Bearer realm=\"vault\", error=\"invalid_token\"");
    }

    private static Problem refused(String reason, String detail) {
        return Problem.of(401, reason, detail);
    }
}
