package io.grantway.authserver;

import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// The tokens that clients have from users, for the users to end.
public final class UserTokens {
    private final TokenStore tokens;
    private final DeniedTokens denied;
    private final Revocations revocations;
    private final InstantSource clock;

    /// @param revocations told of each access token that dies
    public UserTokens(
            TokenStore tokens, DeniedTokens denied, Revocations revocations, InstantSource clock) {
        this.tokens = tokens;
        this.denied = denied;
        this.revocations = revocations;
        this.clock = clock;
    }

    /// Ends those of a user that are meant, each with everything that its authorization gave.
    public void end(String workspace, String username, Predicate<AccessToken> meant) {
        Map<UUID, IssuedToken> families = new HashMap<>();
        Map<TokenHash, Instant> ends = new HashMap<>();
        for (IssuedToken token : tokens.listOf(workspace, username)) {
            if (meant.test(token.access())) {
                families.put(token.family(), token);
                ends.put(token.accessHash(), token.access().expiresAt());
            }
        }
        families.forEach((family, known) -> {
            List<TokenHash> died = tokens.revokeFamily(family);
            died.forEach(hash -> end(hash, Optional.ofNullable(ends.get(hash)), known));
        });
    }

    /// @param known of the same family: its lifetime is that of one made since it was looked for
    private void end(TokenHash hash, Optional<Instant> expiry, IssuedToken known) {
        boolean endless = known.access().expiresAt().equals(Instant.MAX);
        if (!endless) {
            // A signed one is good without its row. An opaque one is denied in vain, and briefly.
            Duration life = Duration.between(known.createdAt(), known.access().expiresAt());
            denied.deny(hash, expiry.orElseGet(() -> clock.instant().plus(life)));
        }
        revocations.revoked(hash);
    }
}
