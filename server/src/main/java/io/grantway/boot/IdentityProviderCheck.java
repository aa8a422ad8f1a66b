package io.grantway.boot;

import io.grantway.authserver.IdentityProviderConfig;
import io.grantway.authserver.LoginConfig;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds what is wrong among the OpenID providers of a server, without asking them: one that cannot
/// be reached stops no start.
record IdentityProviderCheck(Loaded<Configuration> loaded, Mistakes mistakes) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /// RFC 6749 §3.3
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

    void run(LoginConfig login) {
        Map<String, Place> names = new HashMap<>();
        for (IdentityProviderConfig provider : login.identityProviders()) {
            Place name = loaded.at(provider, "name");
            ConfigurationCheck.once(names, provider.name(), name, "identity provider", mistakes);
            // A path that ends in the authorization endpoint's own name is that endpoint.
            if (!NAME.matcher(provider.name()).matches() || provider.name().equals("authorize")) {
                mistakes.add(
                        name,
                        "an identity provider's name is part of an address: 1 to 40 small letters,"
                                + " digits and -, and not \"authorize\"");
            }
            checkIssuer(provider);
            if (provider.clientId().isBlank()) {
                mistakes.add(loaded.at(provider, "clientId"), "clientId is empty");
            }
            checkScopes(provider);
            checkClaims(provider);
        }
    }

    private void checkIssuer(IdentityProviderConfig provider) {
        URI issuer = provider.issuer();
        Place place = loaded.at(provider, "issuer");
        if (issuer.getHost() == null
                || issuer.getRawQuery() != null
                || issuer.getRawFragment() != null
                || issuer.getRawUserInfo() != null) {
            mistakes.add(
                    place,
                    "issuer must be an absolute URL without query and fragment, such as"
                            + " https://login.corp.example");
            return;
        }
        boolean plain = "http".equals(issuer.getScheme()) && LOOPBACK.contains(issuer.getHost());
        if (!plain && !"https".equals(issuer.getScheme())) {
            mistakes.add(place, "issuer must begin with https:// (http:// only for localhost)");
        }
    }

    private void checkScopes(IdentityProviderConfig provider) {
        Place place = loaded.at(provider, "scopes");
        if (!provider.scopes().contains("openid")) {
            mistakes.add(place, "scopes must contain openid: without it there is no ID token");
        }
        for (String scope : provider.scopes()) {
            if (!SCOPE.matcher(scope).matches()) {
                mistakes.add(
                        place, "a scope is printable ASCII without spaces, quotes and backslashes");
            }
        }
    }

    private void checkClaims(IdentityProviderConfig provider) {
        Map<String, String> claims =
                Map.of(
                        "username", provider.claims().username(),
                        "name", provider.claims().name(),
                        "email", provider.claims().email());
        claims.forEach((key, claim) -> {
            if (claim.isBlank()) {
                mistakes.add(
                        loaded.at(provider.claims(), key),
                        key + " is empty; leave it out, or name a claim");
            }
        });
    }
}
