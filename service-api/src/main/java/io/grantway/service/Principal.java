package io.grantway.service;

import java.util.Map;
import java.util.Set;

/// Who called, as the channel found out.
///
/// @param name the user, the client or the subject
/// @param by how that was proven: `basic`, `key`, `token`, `certificate`
/// @param scopes those of the access token
/// @param claims single-valued claims of the access token, and what else is known
public record Principal(String name, String by, Set<String> scopes, Map<String, String> claims) {
    public Principal {
        scopes = Set.copyOf(scopes);
        claims = Map.copyOf(claims);
    }

    public static Principal of(String name, String by) {
        return new Principal(name, by, Set.of(), Map.of());
    }

    public boolean has(String scope) {
        return scopes.contains(scope);
    }

    /// Without claims, which are about a person.
    @Override
    public String toString() {
        return name + " (" + by + ")";
    }
}
