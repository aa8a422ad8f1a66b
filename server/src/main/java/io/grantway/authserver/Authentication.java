package io.grantway.authserver;

import io.grantway.oauth.TokenClaims;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How the user proved who they are (OpenID Connect Core §2).
///
/// @param at when they did
/// @param context the level that it comes to (`acr`)
/// @param methods by which they did (RFC 8176), such as `pwd` and `otp`
/// @param session that it began (`sid`)
public record Authentication(
        Instant at, Optional<String> context, List<String> methods, Optional<String> session) {
    public Authentication {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        methods = List.copyOf(methods);
    }

    /// One of which nothing is known but its time.
    public Authentication(Instant at) {
        this(at, Optional.empty(), List.of(), Optional.empty());
    }

    /// The same, outside of the session that it began.
    public Authentication alone() {
        return new Authentication(at, context, methods, Optional.empty());
    }

    /// As claims of an ID token.
    public void addTo(ObjectNode claims) {
        claims.put(TokenClaims.AUTHENTICATED_AT, at.getEpochSecond());
        context.ifPresent(each -> claims.put(TokenClaims.AUTHENTICATION_CONTEXT, each));
        if (!methods.isEmpty()) {
            var array = claims.putArray(TokenClaims.AUTHENTICATION_METHODS);
            methods.forEach(array::add);
        }
        session.ifPresent(each -> claims.put(TokenClaims.SESSION, each));
    }

    /// As claims that an access token keeps, beside others.
    public TokenClaims claims(TokenClaims others) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        others.addTo(claims);
        addTo(claims);
        return TokenClaims.of(claims).withInIdToken(others.inIdToken());
    }

    /// The one behind an access token, where it keeps one.
    static Optional<Authentication> of(TokenClaims claims) {
        return claims.claim(TokenClaims.AUTHENTICATED_AT)
                .map(at ->
                        new Authentication(
                                Instant.ofEpochSecond(at.asLong(0)),
                                text(claims, TokenClaims.AUTHENTICATION_CONTEXT),
                                claims.claim(TokenClaims.AUTHENTICATION_METHODS)
                                        .map(Authentication::texts)
                                        .orElse(List.of()),
                                text(claims, TokenClaims.SESSION)));
    }

    private static Optional<String> text(TokenClaims claims, String name) {
        return claims.claim(name).map(each -> each.asString(""));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(each -> each.asString("")).toList();
    }
}
