package io.grantway.vault.connect;

import io.grantway.vault.Access;
import io.grantway.vault.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The scopes that a user granted, compared with those that were asked for (RFC 6749 §3.3).
final class GrantedScopes {
    /// Answered by other means than by naming them (OpenID Connect Core §5.4, §11).
    private static final Set<String> UNNAMED =
            Set.of("openid", "profile", "email", "offline_access", "offline");

    private GrantedScopes() {}

    static List<String> of(String text) {
        return Stream.of(text.split("[ ,]+", -1)).filter(each -> !each.isEmpty()).toList();
    }

    /// @param granted as the provider said; empty where it did not, which means all
    static List<String> missing(Provider provider, Optional<String> granted) {
        return switch (provider.access()) {
            case Access.OAuth2 oauth2 ->
                    granted.filter(text -> !text.isBlank())
                            .map(text -> missing(oauth2.scopes(), of(text)))
                            .orElse(List.of());
            case Access.OAuth1 _ -> List.of();
            case Access.ApiKey _ -> List.of();
            case Access.Basic _ -> List.of();
        };
    }

    private static List<String> missing(List<String> asked, List<String> granted) {
        return asked.stream()
                .filter(scope -> !UNNAMED.contains(scope))
                .filter(scope -> granted.stream().noneMatch(each -> isSame(scope, each)))
                .toList();
    }

    /// Some name the API before the scope in their answers.
    private static boolean isSame(String asked, String granted) {
        String one = asked.toLowerCase(Locale.ROOT);
        String other = granted.toLowerCase(Locale.ROOT);
        return other.equals(one) || other.endsWith("/" + one) || one.endsWith("/" + other);
    }
}
