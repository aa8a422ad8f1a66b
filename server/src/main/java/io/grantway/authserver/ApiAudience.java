package io.grantway.authserver;

import java.util.Set;

/// One of our own APIs, as the servers know it whose tokens open it.
///
/// @param audience what tokens for it name; one is enough
/// @param scopes that open something of it
public record ApiAudience(Set<String> audience, Set<String> scopes) {
    public ApiAudience {
        audience = Set.copyOf(audience);
        scopes = Set.copyOf(scopes);
    }
}
