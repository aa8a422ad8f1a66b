package io.grantway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.http.Json;
import io.grantway.jose.JwtSigner;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Signed tokens that tell an upstream who calls (RFC 7519): short-lived, for it alone, and by
/// their type no access token. One serves for the calls of one token until half its life is over.
public final class InternalTokens {
    /// Of their header: nobody must take one for an access token (RFC 8725 §3.11).
    public static final String TYPE = "caller+jwt";

    private static final long MOST = 10_000;

    private record Made(String jwt, Instant until) {}

    private final Supplier<JwtSigner> signer;
    private final String issuer;
    private final String audience;
    private final Duration lifetime;
    private final InstantSource clock;
    private final Cache<TokenHash, Made> made =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /// @param signer asked each time, since keys take turns
    public InternalTokens(
            Supplier<JwtSigner> signer,
            String issuer,
            String audience,
            Duration lifetime,
            InstantSource clock) {
        this.signer = signer;
        this.issuer = issuer;
        this.audience = audience;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /// Whoever calls, as far as it is known.
    ///
    /// @param application empty for none
    public record Caller(String consumer, String application) {}

    /// @param hash of the access token that came
    public String of(TokenHash hash, ValidToken token, Caller caller) {
        Instant now = clock.instant();
        Made before = made.getIfPresent(hash);
        if (before != null && now.isBefore(before.until())) {
            return before.jwt();
        }
        String jwt = signer.get().sign(TYPE, claims(token, caller, now));
        made.put(hash, new Made(jwt, now.plus(lifetime.dividedBy(2))));
        return jwt;
    }

    private ObjectNode claims(ValidToken token, Caller caller, Instant now) {
        ObjectNode claims =
                Json.object()
                        .put("iss", issuer)
                        .put("sub", token.subject().orElse(token.clientId()))
                        .put("aud", audience)
                        .put("iat", now.getEpochSecond())
                        .put("exp", now.plus(lifetime).getEpochSecond())
                        .put("client_id", token.clientId())
                        .put("scope", token.scopes().toString())
                        .put("authorization_server", token.server());
        if (!caller.consumer().isEmpty()) {
            claims.put("consumer", caller.consumer());
        }
        if (!caller.application().isEmpty()) {
            claims.put("application", caller.application());
        }
        return claims;
    }
}
