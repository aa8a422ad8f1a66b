package io.grantway.catalog;

import java.util.List;

/// By what consumers are known besides their OAuth clients, and the groups they belong to.
///
/// @param keys none of which two consumers of a workspace share
/// @param passwords with user names unique in their workspace
/// @param jwts with keys unique in their workspace
public record Credentials(
        List<ApiKey> keys,
        List<PasswordCredential> passwords,
        List<JwtCredential> jwts,
        List<Membership> groups) {
    public static final Credentials NONE =
            new Credentials(List.of(), List.of(), List.of(), List.of());

    public Credentials {
        keys = List.copyOf(keys);
        passwords = List.copyOf(passwords);
        jwts = List.copyOf(jwts);
        groups = List.copyOf(groups);
    }
}
