package io.grantway.openapi;

import io.grantway.config.PlacedValue;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/// One way that a document names for a caller to prove itself (OpenAPI 3.1 §4.8.27).
///
/// @param said the scheme itself
/// @param kind its `type`, for `http` with its `scheme`: `http bearer`
/// @param scopes that it lists; empty where it lists none, as OpenID Connect does
record SecurityScheme(PlacedValue said, String kind, SequencedSet<String> scopes) {
    static SecurityScheme of(PlacedValue said) {
        String type = said.text("type").orElse("");
        TreeSet<String> scopes = new TreeSet<>();
        said.get("flows")
                .ifPresent(flows -> flows.entries().values().forEach(flow -> add(flow, scopes)));
        add(said, scopes); // Swagger 2 lists them beside the type.
        String scheme = type.equals("http") ? " " + said.text("scheme").orElse("") : "";
        return new SecurityScheme(said, type + scheme.toLowerCase(java.util.Locale.ROOT), scopes);
    }

    private static void add(PlacedValue flow, TreeSet<String> scopes) {
        flow.get("scopes").ifPresent(listed -> scopes.addAll(listed.entries().keySet()));
    }

    /// Whether its requirements name scopes of tokens. For any other type OpenAPI 3.1 lets them
    /// name roles, which mean nothing here.
    boolean hasScopes() {
        return kind.equals("oauth2") || kind.equals("openIdConnect");
    }

    /// The policy that asks for it.
    Optional<String> policy() {
        return switch (kind) {
            case "apiKey" -> Optional.of("requireKey");
            case "http basic", "basic" -> Optional.of("requirePassword");
            case "http bearer" -> Optional.of("requireToken");
            default -> Optional.empty();
        };
    }
}
