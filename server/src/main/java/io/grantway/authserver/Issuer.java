package io.grantway.authserver;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.Ids;
import io.grantway.http.Json;
import io.grantway.jose.HalfHash;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySet;
import io.grantway.jose.Verification;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import io.grantway.oauth.TokenHash;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/// The name that a server's tokens are issued under (RFC 8414 §2), and what it signs with.
public final class Issuer {
    private static final Duration ID_TOKEN_LIFE = Duration.ofMinutes(10);
    private static final Duration LOGOUT_TOKEN_LIFE = Duration.ofMinutes(2);

    private final BuiltInConfig config;
    private final KeyRing keys;
    private final BiFunction<String, String, Optional<EndUser>> users;
    private final JwtVerifier accessTokens;
    private final VerifiedTokens verified = new VerifiedTokens();

    /// @param users of whom ID tokens may tell, by workspace and name
    public Issuer(
            BuiltInConfig config,
            KeyRing keys,
            BiFunction<String, String, Optional<EndUser>> users) {
        this.config = config;
        this.keys = keys;
        this.users = users;
        this.accessTokens = JwtVerifier.allowing(keys.algorithms()).requiringType("at+jwt");
    }

    public URI uri() {
        return config.issuer();
    }

    public BuiltInConfig config() {
        return config;
    }

    public KeyRing keys() {
        return keys;
    }

    /// A signed access token (RFC 9068 §2).
    String accessToken(AccessToken token, Client client, Instant now) {
        ObjectNode claims = claims(token.subject().orElse(client.clientId()), now);
        token.claims().addTo(claims);
        claims.put("exp", token.expiresAt().getEpochSecond());
        claims.put("jti", token.id().toString());
        claims.put("client_id", client.clientId());
        if (!token.scopes().isEmpty()) {
            claims.put("scope", token.scopes().toString());
        }
        return keys.signer(config.signing().accessTokens()).sign("at+jwt", claims);
    }

    /// What a signed access token of this issuer stands for; empty where it is not one, or of a
    /// client that there is no more.
    ///
    /// @param hash of the token
    Optional<AccessToken> read(String token, TokenHash hash, Terms.Place place, Catalog catalog) {
        KeySet now = keys.keySet();
        return verified.get(hash, now, () -> verify(token, now, place, catalog));
    }

    /// Whether the signature of a token was found good, and its key is still one of ours.
    boolean remembers(TokenHash hash) {
        return verified.remembers(hash, keys.keySet());
    }

    private Optional<AccessToken> verify(
            String token, KeySet verification, Terms.Place place, Catalog catalog) {
        return switch (accessTokens.verify(token, verification)) {
            case Verification.Refused _ -> Optional.empty();
            case Verification.Verified(_, var claims) ->
                    place.client(catalog, claims.path("client_id").asString(""))
                            .filter(_ -> isOurs(claims))
                            .flatMap(client -> token(claims, client, place));
        };
    }

    private boolean isOurs(ObjectNode claims) {
        return claims.path("iss").asString("").equals(uri().toString());
    }

    private static Optional<AccessToken> token(
            ObjectNode claims, Client client, Terms.Place place) {
        String subject = claims.path("sub").asString("");
        return Ids.parse(claims.path("jti").asString(""))
                .map(id ->
                        new AccessToken(
                                id,
                                place.workspace(),
                                place.audience(),
                                client.id(),
                                Optional.of(subject).filter(it -> !it.equals(client.clientId())),
                                Scopes.parse(claims.path("scope").asString("")),
                                Instant.ofEpochSecond(claims.path("exp").asLong(0)),
                                TokenClaims.of(claims)));
    }

    /// What an ID token may tell of a user.
    ObjectNode about(String workspace, String username, Scopes scopes) {
        return users.apply(workspace, username)
                .map(user -> user.told(scopes))
                .orElseGet(Json::object);
    }

    /// An ID token (OpenID Connect Core §2).
    ///
    /// @param more what it says beside the rest
    String idToken(
            String subject,
            Client client,
            Authentication authentication,
            Optional<String> nonce,
            ObjectNode more,
            Instant now) {
        ObjectNode claims = claims(subject, now);
        claims.setAll(more);
        claims.put("aud", client.clientId());
        claims.put("exp", now.plus(ID_TOKEN_LIFE).getEpochSecond());
        authentication.addTo(claims);
        nonce.ifPresent(each -> claims.put("nonce", each));
        return keys.signer(config.idTokenAlgorithm()).sign("JWT", claims);
    }

    /// What binds something to the ID token that comes with it through the browser, so that nobody
    /// swaps it for another's (§3.3.2.11): by the hash of the ID token's own signature (§3.1.3.6).
    String leftHalf(String value) {
        return HalfHash.of(value, config.idTokenAlgorithm().wireName());
    }

    /// Tells a client that a session has ended (OpenID Connect Back-Channel Logout §2.4). Its type
    /// keeps it from being taken for an ID token.
    String logoutToken(Client client, String subject, String session, String id, Instant now) {
        ObjectNode claims = claims(subject, now);
        claims.put("aud", client.clientId());
        claims.put("exp", now.plus(LOGOUT_TOKEN_LIFE).getEpochSecond());
        claims.put("jti", id);
        claims.put(TokenClaims.SESSION, session);
        claims.putObject("events").putObject("http://schemas.openid.net/event/backchannel-logout");
        return keys.signer(config.idTokenAlgorithm()).sign("logout+jwt", claims);
    }

    /// What a client is told of a token, as evidence (RFC 9701 §5). Nothing outside
    /// `token_introspection` says whom the token is for, or it could pass for one itself.
    public String introspection(ObjectNode answer, Client asking, Instant now) {
        ObjectNode claims =
                Json.object()
                        .put("iss", uri().toString())
                        .put("aud", asking.clientId())
                        .put("iat", now.getEpochSecond());
        claims.set("token_introspection", answer);
        return keys.signer(config.idTokenAlgorithm()).sign("token-introspection+jwt", claims);
    }

    private ObjectNode claims(String subject, Instant now) {
        return Json.object()
                .put("iss", uri().toString())
                .put("sub", subject)
                .put("iat", now.getEpochSecond());
    }
}
