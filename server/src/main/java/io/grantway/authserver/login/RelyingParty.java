package io.grantway.authserver.login;

import io.grantway.authserver.Terms;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// A server as passkeys know it (Web Authentication Level 3 §5.4.2).
///
/// @param id the issuer's host: another host's page cannot use its passkeys
/// @param origin the only one whose pages may
record RelyingParty(String id, String origin) {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|\\[.*");

    /// None for the server of one API, which has no address that it could be known by, and none
    /// where the host is no domain (§5.1.2, "effective domain").
    static Optional<RelyingParty> of(Terms terms) {
        return terms.place()
                .issuer()
                .map(issuer -> issuer.uri())
                .filter(uri -> !NUMBERS.matcher(uri.getHost()).matches())
                .map(RelyingParty::of);
    }

    private static RelyingParty of(URI issuer) {
        boolean usual =
                issuer.getPort() < 0
                        || issuer.getPort() == (issuer.getScheme().equals("https") ? 443 : 80);
        String port = usual ? "" : ":" + issuer.getPort();
        return new RelyingParty(
                issuer.getHost(), issuer.getScheme() + "://" + issuer.getHost() + port);
    }
}
