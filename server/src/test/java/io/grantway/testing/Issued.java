package io.grantway.testing;

import io.grantway.authserver.AuthorizationCode;
import io.grantway.authserver.IssuedToken;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import io.grantway.oauth.TokenHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Tokens and codes to store: different names make different ones.
public record Issued(String workspace, Instant createdAt) {
    /// A token with a refresh token, in a family of its own; both live an hour and a day.
    public IssuedToken token(String name) {
        return token(name, id(name, "family"));
    }

    public IssuedToken token(String name, UUID family) {
        return new IssuedToken(
                new AccessToken(
                        tokenId(name),
                        workspace,
                        Optional.of(id("an api", "")),
                        id("a client", ""),
                        Optional.of("megan"),
                        Scopes.parse("write read"),
                        createdAt.plusSeconds(3600),
                        TokenClaims.NONE.withAudience(List.of("https://api.example"))),
                TokenHash.of(name),
                Optional.of(TokenHash.of(name + " refresh")),
                family,
                createdAt,
                createdAt.plusSeconds(86_400));
    }

    /// A token of a client for itself, on every API, without a refresh token.
    public IssuedToken bareToken(String name, Instant expiresAt) {
        return new IssuedToken(
                new AccessToken(
                        tokenId(name),
                        workspace,
                        Optional.empty(),
                        id("a client", ""),
                        Optional.empty(),
                        Scopes.NONE,
                        expiresAt),
                TokenHash.of(name),
                Optional.empty(),
                id(name, "family"),
                createdAt,
                Instant.MAX);
    }

    /// A code that lives ten minutes.
    public AuthorizationCode code(String name) {
        return new AuthorizationCode(
                TokenHash.of(name),
                new AuthorizationCode.Grantee(
                        workspace,
                        Optional.of(id("an api", "")),
                        id("a client", ""),
                        Optional.of("megan"),
                        Scopes.parse("read"),
                        TokenClaims.NONE.withAudience(List.of("https://api.example"))),
                "https://client.example/callback",
                Optional.of("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
                id(name, "family"),
                createdAt.plusSeconds(600),
                Optional.of("n-0S6_WzA2Mj"));
    }

    /// The id of the token of that name, which sorts by the time it was made.
    public UUID tokenId(String name) {
        UUID random = id(name, "token");
        return new UUID(
                createdAt.toEpochMilli() << 16 | 0x7000 | (random.getMostSignificantBits() & 0xfff),
                random.getLeastSignificantBits());
    }

    public static UUID id(String name, String kind) {
        return UUID.nameUUIDFromBytes((name + '\0' + kind).getBytes(StandardCharsets.UTF_8));
    }
}
