package io.grantway.authserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.jose.KeySet;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import java.util.Optional;
import java.util.function.Supplier;

/// Signed access tokens whose signature was found good, by their hash: it need not be verified
/// again while the keys stay as they are. Whether a token is still good otherwise is not said here.
final class VerifiedTokens {
    private static final long MOST = 20_000;

    /// @param keys that there were when it was verified; after a key was withdrawn it counts no
    ///   more
    private record Verified(KeySet keys, AccessToken token) {}

    private final Cache<TokenHash, Verified> remembered =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    boolean remembers(TokenHash hash, KeySet keys) {
        return remembered.getIfPresent(hash) instanceof Verified(var seen, _) && seen.equals(keys);
    }

    /// @param verification does it, where nothing is remembered
    Optional<AccessToken> get(
            TokenHash hash, KeySet keys, Supplier<Optional<AccessToken>> verification) {
        if (remembered.getIfPresent(hash) instanceof Verified(var seen, var token)
                && seen.equals(keys)) {
            return Optional.of(token);
        }
        Optional<AccessToken> found = verification.get();
        found.ifPresent(token -> remembered.put(hash, new Verified(keys, token)));
        return found;
    }
}
