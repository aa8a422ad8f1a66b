package io.grantway.boot;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.authserver.Terms;
import io.grantway.authserver.endpoint.IssuerEndpoints;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.http.Json;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.TimeCheck;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import io.grantway.oauth.AccessToken;
import io.grantway.token.CandidateToken;
import io.grantway.token.TokenServer;
import io.grantway.token.TokenShape;
import io.grantway.token.ValidToken;
import io.grantway.token.Validation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// One of our own authorization servers, as those who judge tokens see it.
record OwnServer(
        String name,
        IssuerEndpoints endpoints,
        AccessTokens tokens,
        Supplier<Catalog> catalog,
        InstantSource clock)
        implements TokenServer {

    @Override
    public Optional<String> issuer() {
        return Optional.of(endpoints.issuer().uri().toString());
    }

    @Override
    public boolean hasKey(String keyId) {
        return endpoints.issuer().keys().keySet().has(keyId);
    }

    @Override
    public TokenShape shape() {
        return TokenShape.ANY;
    }

    @Override
    public boolean takesOpaque() {
        return true;
    }

    /// What was revoked may be in the store alone, and opaque tokens are.
    @Override
    public Optional<Validation> validateNow(CandidateToken token) {
        return Optional.empty();
    }

    @Override
    public Validation validate(CandidateToken token) {
        Terms terms = endpoints.terms();
        Optional<AccessTokens.Found> found;
        try {
            found = tokens.look(terms, token.text());
        } catch (StoreUnavailable e) {
            return new Validation.Undecided("lookup_failed", "the store does not answer");
        }
        if (found.isEmpty()) {
            return token.jwt().map(this::whyNot).orElseGet(OwnServer::unknown);
        }
        AccessToken access = found.get().access();
        Optional<Client> client = catalog.get().client(access.client());
        return client.<Validation>map(it ->
                        new Validation.Valid(
                                valid(access, it),
                                access.expiresAt(),
                                () -> tokens.isStillGood(terms, found.get())))
                .orElseGet(() ->
                        new Validation.Invalid("client_removed", "its client is there no more"));
    }

    private ValidToken valid(AccessToken token, Client client) {
        return new ValidToken(
                name,
                Optional.of(client.id()),
                client.clientId(),
                token.subject(),
                token.scopes(),
                token.claims().audience(),
                token.expiresAt(),
                token.claims().confirmation(),
                claims(token, client));
    }

    private ObjectNode claims(AccessToken token, Client client) {
        ObjectNode claims =
                Json.object()
                        .put("iss", endpoints.issuer().uri().toString())
                        .put("sub", token.subject().orElse(client.clientId()))
                        .put("client_id", client.clientId())
                        .put("scope", token.scopes().toString())
                        .put("jti", token.id().toString());
        if (!token.expiresAt().equals(Instant.MAX)) {
            claims.put("exp", token.expiresAt().getEpochSecond());
        }
        token.claims().addTo(claims);
        return claims;
    }

    private static Validation unknown() {
        return new Validation.Invalid(
                "token_unknown", "it was not issued here, was revoked, or expired some time ago");
    }

    /// Looks again at a signed token that is not good, to tell why.
    private Validation whyNot(UnverifiedJwt jwt) {
        var keys = endpoints.issuer().keys();
        Verification verified =
                JwtVerifier.allowing(keys.algorithms())
                        .requiringType("at+jwt")
                        .verify(jwt, keys.keySet());
        if (verified instanceof Verification.Refused(var reason, var why)) {
            String code =
                    switch (reason) {
                        case UNKNOWN_KEY -> "token_key_unknown";
                        case SIGNATURE -> "token_signature_wrong";
                        case ALGORITHM -> "token_algorithm_refused";
                        case TYPE -> "token_type_wrong";
                        default -> "token_malformed";
                    };
            return new Validation.Invalid(code, why);
        }
        Optional<Verification.Refused> late =
                new TimeCheck(clock, Duration.ZERO, TimeCheck.ANY_AGE, Set.of())
                        .check(jwt.claims());
        if (late.isPresent()) {
            return new Validation.Invalid("token_expired", late.get().explanation());
        }
        String client = jwt.claims().path("client_id").asString("");
        return endpoints.terms().place().client(catalog.get(), client).isEmpty()
                ? new Validation.Invalid("client_removed", "its client is there no more")
                : new Validation.Invalid("token_revoked", "it was revoked");
    }
}
