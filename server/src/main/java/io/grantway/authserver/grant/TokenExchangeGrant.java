package io.grantway.authserver.grant;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.Entitlement;
import io.grantway.authserver.Grant;
import io.grantway.authserver.TokenRequest;
import io.grantway.authserver.TrustedIssuers;
import io.grantway.authserver.TrustedIssuers.Proven;
import io.grantway.authserver.TrustedIssuers.Unproven;
import io.grantway.catalog.Client;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A token for another (RFC 8693): a service calls the next one for the user who called it, as the
/// user (impersonation) or saying who it is itself (delegation, `act`).
///
/// What comes out is never more than what went in: no other scopes, no longer life, no refresh
/// token. Clients must be registered for this grant by name: whoever has it can turn a token that
/// was meant for itself into one for others.
public record TokenExchangeGrant(AccessTokens tokens, TrustedIssuers trusted) implements Grant {
    private static final String TYPES = "urn:ietf:params:oauth:token-type:";

    /// What comes out (§3).
    public static final String ACCESS_TOKEN = TYPES + "access_token";

    private static final Set<String> TAKEN =
            Set.of(ACCESS_TOKEN, TYPES + "jwt", TYPES + "id_token");

    @Override
    public GrantType type() {
        return GrantType.TOKEN_EXCHANGE;
    }

    /// Whom a token that came in speaks of.
    ///
    /// @param scopes the most that it can give; empty: any that are offered
    private record Party(
            String subject, Optional<Scopes> scopes, TokenClaims claims, Instant expires) {}

    @Override
    public Entitlement entitlement(TokenRequest request) {
        requireNamed(request.client());
        requested(request);
        Party subject =
                party(request, "subject_token")
                        .orElseThrow(() -> new OAuthRefusal(Refusal.SUBJECT_TOKEN_MISSING));
        Optional<Party> actor = party(request, "actor_token");
        TokenClaims claims =
                subject.claims()
                        .with(TokenClaims.CONFIRMATION, null)
                        .with(TokenClaims.AUDIENCE, null);
        return new Entitlement.Fresh(
                Optional.of(subject.subject()),
                subject.scopes(),
                actor.map(each -> claims.with(TokenClaims.ACTOR, chain(each, claims)))
                        .orElse(claims),
                false,
                Optional.of(subject.expires()));
    }

    private static void requireNamed(Client client) {
        if (client.isPublic()
                || !client.metadata().grantTypes().contains(GrantType.TOKEN_EXCHANGE.wireName())) {
            throw new OAuthRefusal(
                    Refusal.GRANT_NOT_ALLOWED,
                    GrantType.TOKEN_EXCHANGE.wireName(),
                    "client " + client.clientId() + " is not registered by name for this grant");
        }
    }

    private static void requested(TokenRequest request) {
        request.parameters()
                .text("requested_token_type")
                .filter(type -> !type.equals(ACCESS_TOKEN))
                .ifPresent(type -> {
                    throw new OAuthRefusal(
                            Refusal.TOKEN_TYPE_UNSUPPORTED,
                            type,
                            "requested_token_type is " + type);
                });
    }

    /// The current actor around those before (§4.1).
    private static ObjectNode chain(Party actor, TokenClaims claims) {
        ObjectNode act = JsonNodeFactory.instance.objectNode().put("sub", actor.subject());
        claims.claim(TokenClaims.ACTOR).ifPresent(before -> act.set("act", before));
        return act;
    }

    private Optional<Party> party(TokenRequest request, String name) {
        Optional<String> token = request.parameters().text(name);
        Optional<String> type = request.parameters().text(name + "_type");
        // §2.1: each with its type, and no type without a token.
        if (token.isPresent() != type.isPresent()) {
            throw new OAuthRefusal(
                    Refusal.TOKEN_TYPE_MISSING, name, name + " and " + name + "_type go together");
        }
        type.filter(each -> !TAKEN.contains(each))
                .ifPresent(each -> {
                    throw new OAuthRefusal(
                            Refusal.TOKEN_TYPE_UNSUPPORTED, each, name + "_type is " + each);
                });
        return token.map(each -> party(request, name, each));
    }

    private Party party(TokenRequest request, String name, String token) {
        Optional<AccessToken> own = tokens.find(request.terms(), token);
        if (own.isPresent()) {
            AccessToken access = own.get();
            String subject =
                    access.subject()
                            .or(() -> tokens.client(access).map(Client::clientId))
                            .orElseThrow();
            return new Party(
                    subject, Optional.of(access.scopes()), access.claims(), access.expiresAt());
        }
        return switch (trusted.look(token)) {
            case Unproven(var why) ->
                    throw new OAuthRefusal(
                            Refusal.SUBJECT_TOKEN_INVALID,
                            name,
                            name + " is no good token of this server, and of others: " + why);
            case Proven proven ->
                    new Party(
                            proven.subject(), proven.scopes(), TokenClaims.NONE, proven.expires());
        };
    }
}
