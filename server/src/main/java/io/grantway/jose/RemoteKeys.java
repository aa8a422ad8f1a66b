package io.grantway.jose;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.http.Outgoing;
import io.grantway.jose.PublishedKeys.Place;
import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/// Keys that others publish, by their address, remembered: asked for once by however many want
/// them, again before they are too old, kept where their publisher cannot be reached, and asked for
/// sooner where a token names a key that is new, though not as often as tokens are made up.
///
/// [#verifyNow] and [#known] never block; the others may.
public final class RemoteKeys {
    private static final int MOST_PLACES = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(2);

    private final Outgoing outgoing;
    private final Executor background;
    private final InstantSource clock;
    private final DoubleSupplier spread;
    private final Cache<Place, RemoteKeySet> sets;

    /// @param background runs requests, one task each; they block
    public RemoteKeys(Outgoing outgoing, Executor background, InstantSource clock) {
        this(outgoing, background, clock, () -> 0);
    }

    /// @param spread from 0 to 1, another number each time: those who started together must not all
    ///   ask at the same moment
    public RemoteKeys(
            Outgoing outgoing, Executor background, InstantSource clock, DoubleSupplier spread) {
        this.spread = spread;
        this.outgoing = outgoing;
        this.background = background;
        this.clock = clock;
        this.sets =
                Caffeine.newBuilder()
                        .maximumSize(MOST_PLACES)
                        .expireAfterAccess(FORGOTTEN_AFTER)
                        .executor(Runnable::run)
                        .build();
    }

    private RemoteKeySet set(Place place) {
        return sets.get(place, key -> new RemoteKeySet(key, outgoing, background, clock, spread));
    }

    /// The keys in memory. Where they are old, they are renewed in the background.
    public KeyLookup known(Place place) {
        return set(place).known();
    }

    /// The keys, asked for where none are in memory: [KeyLookup.Known] or [KeyLookup.Unavailable].
    public KeyLookup find(Place place) {
        return set(place).find();
    }

    /// Newer keys than these, asked for where nobody has asked just now; blocks.
    public Optional<PublishedKeys> newer(Place place, PublishedKeys than) {
        return set(place).newer(than);
    }

    /// Verifies a token with the keys in memory; empty where more must be known first, which
    /// [#verify] finds out.
    public Optional<Verification> verifyNow(Place place, JwtVerifier verifier, UnverifiedJwt jwt) {
        RemoteKeySet set = set(place);
        return switch (set.known()) {
            case KeyLookup.Known(var keys) -> {
                Verification verified = verifier.verify(jwt, keys.signing());
                if (!mayBeOfNewerKey(verified, jwt)) {
                    yield Optional.of(verified);
                }
                yield set.mayAskForNewer()
                        ? Optional.empty()
                        : Optional.of(unlessOutOfReach(set, verified));
            }
            case KeyLookup.Ask() -> Optional.empty();
            case KeyLookup.Unavailable(var why) -> Optional.of(unavailable(why));
        };
    }

    /// Verifies a token; asks for the keys where none are in memory, or where the token may be
    /// signed by a newer one.
    public Verification verify(Place place, JwtVerifier verifier, UnverifiedJwt jwt) {
        RemoteKeySet set = set(place);
        return switch (set.find()) {
            case KeyLookup.Known(var keys) -> {
                Verification verified = verifier.verify(jwt, keys.signing());
                yield mayBeOfNewerKey(verified, jwt)
                        ? set.newer(keys)
                                .map(newer -> verifier.verify(jwt, newer.signing()))
                                .orElseGet(() -> unlessOutOfReach(set, verified))
                        : verified;
            }
            case KeyLookup.Ask() -> unavailable("the keys could not be asked for");
            case KeyLookup.Unavailable(var why) -> unavailable(why);
        };
    }

    private static boolean mayBeOfNewerKey(Verification verified, UnverifiedJwt jwt) {
        return verified instanceof Refused(var reason, _)
                && (reason == Reason.UNKNOWN_KEY
                        || (reason == Reason.SIGNATURE && jwt.keyId().isEmpty()));
    }

    /// While the publisher is out of reach nobody can say that it has no such key.
    private static Verification unlessOutOfReach(RemoteKeySet set, Verification verified) {
        return set.isOutOfReach()
                ? unavailable("its key is not among those in memory, and newer cannot be had")
                : verified;
    }

    private static Refused unavailable(String why) {
        return new Refused(Reason.KEYS_UNAVAILABLE, why);
    }
}
