package io.grantway.token;

import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Validates opaque tokens of our own by looking their hash up.
public final class OpaqueValidator implements TokenValidator {
    private static final Logger LOG = LoggerFactory.getLogger(OpaqueValidator.class);

    private final TokenLookup lookup;
    private final InstantSource clock;

    public OpaqueValidator(TokenLookup lookup, InstantSource clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    @Override
    public Verdict validate(String token) {
        Optional<AccessToken> found;
        try {
            found = lookup.findAccessToken(TokenHash.of(token));
        } catch (RuntimeException e) {
            // Whatever kept the answer away, it was not the token: it must not be called bad.
            LOG.warn("a token could not be looked up: {}", e.toString());
            return new Verdict.Unknown("lookup_failed");
        }
        return found.map(this::judge).orElseGet(() -> new Verdict.Rejected("token_unknown"));
    }

    private Verdict judge(AccessToken token) {
        return clock.instant().isBefore(token.expiresAt())
                ? new Verdict.Valid(token)
                : new Verdict.Rejected("token_expired");
    }
}
