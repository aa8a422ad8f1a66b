package io.grantway.kong;

import io.grantway.authserver.IssuedToken;
import io.grantway.authserver.RandomText;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// A token as the fields of a request would have it. Holds the token's text, where that is known,
/// for the one answer that shows it; no record, since it must not print itself.
final class TokenDraft {
    private static final long LONGEST_LIFE = 10_000_000_000L;
    private static final int LONGEST_TOKEN = 4096;
    private static final int LONGEST_SCOPE = 4096;
    private static final int LONGEST_USER = 512;

    /// Of a refresh token, where the request does not say; Kong's.
    private static final Duration REFRESH_LIFE = Duration.ofDays(14);

    private final String workspace;
    private final TokenFields fields;
    private final Optional<IssuedToken> old;
    private final boolean partly;
    private final Optional<String> accessText;
    private final Optional<String> refreshText;
    private final IssuedToken token;

    private TokenDraft(
            String workspace,
            TokenFields fields,
            Optional<IssuedToken> old,
            boolean partly,
            RandomText random,
            Instant now) {
        this.workspace = workspace;
        this.fields = fields;
        this.old = old;
        this.partly = partly;
        Optional<String> given = fields.token("access_token", LONGEST_TOKEN);
        accessText = given.isEmpty() && old.isEmpty() ? Optional.of(random.token()) : given;
        refreshText = fields.token("refresh_token", LONGEST_TOKEN);
        token = build(random, now.truncatedTo(ChronoUnit.MILLIS));
        fields.check();
    }

    /// A token that was not here before.
    static TokenDraft made(String workspace, TokenFields fields, RandomText random, Instant now) {
        fields.require("credential");
        fields.require("expires_in");
        return new TokenDraft(workspace, fields, Optional.empty(), false, random, now);
    }

    /// A token in the place of another, with every field anew but its text.
    static TokenDraft replacing(
            IssuedToken old, TokenFields fields, RandomText random, Instant now) {
        fields.require("credential");
        fields.require("expires_in");
        String workspace = old.access().workspace();
        return new TokenDraft(workspace, fields, Optional.of(old), false, random, now);
    }

    /// A token with some of its fields changed.
    static TokenDraft changed(IssuedToken old, TokenFields fields, RandomText random, Instant now) {
        String workspace = old.access().workspace();
        return new TokenDraft(workspace, fields, Optional.of(old), true, random, now);
    }

    IssuedToken token() {
        return token;
    }

    Optional<String> accessText() {
        return accessText;
    }

    Optional<String> refreshText() {
        return refreshText;
    }

    private IssuedToken build(RandomText random, Instant now) {
        checkType();
        Instant createdAt = createdAt(now);
        Optional<TokenHash> refresh = refreshHash();
        IssuedToken built =
                new IssuedToken(
                        access(random, createdAt, now),
                        accessText
                                .map(TokenHash::of)
                                .orElseGet(() -> old.orElseThrow().accessHash()),
                        refresh,
                        old.map(IssuedToken::family).orElseGet(() -> random.id(now)),
                        createdAt,
                        refresh.isEmpty() ? Instant.MAX : refreshExpiry(now));
        if (old.isEmpty() && !built.deadAt().isAfter(now)) {
            fields.wrong("expires_in", "the token has expired already, counted from created_at");
        }
        return built;
    }

    private AccessToken access(RandomText random, Instant createdAt, Instant now) {
        Optional<AccessToken> before = old.map(IssuedToken::access);
        return new AccessToken(
                id(random, now),
                workspace,
                keeps("service")
                        ? before.flatMap(AccessToken::audience)
                        : fields.reference("service"),
                credential(),
                keeps("authenticated_userid")
                        ? before.flatMap(AccessToken::subject)
                        : fields.text("authenticated_userid", LONGEST_USER),
                keeps("scope")
                        ? before.map(AccessToken::scopes).orElse(Scopes.NONE)
                        : fields.text("scope", LONGEST_SCOPE)
                                .map(Scopes::parse)
                                .orElse(Scopes.NONE),
                expiry(createdAt));
    }

    /// Whether a field stays as it was.
    private boolean keeps(String name) {
        return partly && !fields.has(name);
    }

    private void checkType() {
        if (!fields.text("token_type", LONGEST_USER).orElse("bearer").equals("bearer")) {
            fields.wrong("token_type", "expected one of: bearer");
        }
    }

    private UUID id(RandomText random, Instant now) {
        Optional<UUID> given = fields.id();
        Optional<UUID> kept = old.map(each -> each.access().id());
        if (kept.isPresent() && given.isPresent() && !given.equals(kept)) {
            fields.wrong("id", "cannot be changed");
        }
        return kept.or(() -> given).orElseGet(() -> random.id(now));
    }

    private UUID credential() {
        if (keeps("credential")) {
            return old.orElseThrow().access().client();
        }
        fields.require("credential");
        return fields.reference("credential").orElse(new UUID(0, 0));
    }

    private Instant createdAt(Instant now) {
        return fields.integer("created_at", LONGEST_LIFE)
                .map(Instant::ofEpochSecond)
                .or(() -> old.map(IssuedToken::createdAt))
                .orElse(now);
    }

    private Instant expiry(Instant createdAt) {
        if (keeps("expires_in")) {
            AccessToken before = old.orElseThrow().access();
            return before.expiresAt();
        }
        fields.require("expires_in");
        long seconds = fields.integer("expires_in", LONGEST_LIFE).orElse(0L);
        return seconds == 0 ? Instant.MAX : after(createdAt, seconds);
    }

    private Optional<TokenHash> refreshHash() {
        return keeps("refresh_token")
                ? old.flatMap(IssuedToken::refreshHash)
                : refreshText.map(TokenHash::of);
    }

    private Instant refreshExpiry(Instant now) {
        Optional<Long> ttl = fields.integer("ttl", LONGEST_LIFE);
        if (ttl.isPresent()) {
            return ttl.get() == 0 ? Instant.MAX : after(now, ttl.get());
        }
        return old.filter(each -> each.refreshHash().isPresent())
                .map(IssuedToken::refreshExpiresAt)
                .orElse(now.plus(REFRESH_LIFE));
    }

    /// Out of bounds, a length is told as wrong later; it must not fail here.
    private static Instant after(Instant from, long seconds) {
        return from.plusSeconds(Math.clamp(seconds, 0, LONGEST_LIFE));
    }
}
