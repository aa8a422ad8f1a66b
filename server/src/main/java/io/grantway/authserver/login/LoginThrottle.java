package io.grantway.authserver.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.oauth.TokenHash;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Slows guessing down: after some failures for one name, or from one address, each further attempt
/// must wait, twice as long each time. Names count whether or not they exist, and while one waits
/// the right password is refused too, so that waiting tells nothing (RFC 9700 has no rule; NIST SP
/// 800-63B §3.2.2 asks for one).
///
/// Forgets oldest first beyond a bound, so that names made up by the million cost no memory.
public final class LoginThrottle {
    private static final int FREE_PER_USER = 5;
    // An office shares one address.
    private static final int FREE_PER_ADDRESS = 25;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final int MOST_KEYS = 100_000;

    private final InstantSource clock;
    private final Cache<Key, Failures> failures;

    public LoginThrottle(InstantSource clock) {
        this.clock = clock;
        this.failures =
                Caffeine.newBuilder()
                        .maximumSize(MOST_KEYS)
                        .expireAfterWrite(MEMORY)
                        .ticker(() -> clock.millis() * 1_000_000)
                        .build();
    }

    /// Lets one attempt through, counting it as failed until [#succeeded] says otherwise: so a
    /// thousand attempts at once get no more tries than one after the other.
    ///
    /// @return empty, or how long to wait
    Optional<Duration> admit(Attempt attempt) {
        List<Key> keys = attempt.keys();
        Instant now = clock.instant();
        Optional<Duration> wait =
                keys.stream().map(key -> remaining(key, now)).max(Duration::compareTo);
        if (wait.isPresent() && wait.get().isPositive()) {
            return wait;
        }
        // Another attempt may have come between: count, and go by what the count says.
        boolean admitted = keys.stream().allMatch(key -> count(key, now));
        return admitted ? Optional.empty() : Optional.of(FIRST_WAIT);
    }

    /// Forgets the failures for a name, and takes back this attempt's own from its address: an
    /// attacker's own account must not wash the address clean.
    void succeeded(Attempt attempt) {
        takeBack(attempt);
        failures.invalidate(attempt.userKey());
    }

    /// The attempt came to nothing, through no fault of the user.
    void takeBack(Attempt attempt) {
        for (Key key : attempt.keys()) {
            failures.asMap().computeIfPresent(key, (_, counted) -> counted.less(key.free()));
        }
    }

    private Duration remaining(Key key, Instant now) {
        Failures counted = failures.getIfPresent(key);
        return counted == null ? Duration.ZERO : Duration.between(now, counted.waitUntil());
    }

    private boolean count(Key key, Instant now) {
        boolean[] admitted = {false};
        failures.asMap()
                .compute(
                        key,
                        (_, before) -> {
                            Failures counted = before == null ? Failures.none(now) : before;
                            admitted[0] = !counted.waitUntil().isAfter(now);
                            return admitted[0] ? counted.more(now, key.free()) : counted;
                        });
        return admitted[0];
    }

    /// Who tries to be whom.
    ///
    /// @param address of the browser
    /// @param username empty where nobody says who they are: the address counts alone
    record Attempt(String workspace, String username, String address) {
        static Attempt from(String workspace, String address) {
            return new Attempt(workspace, "", address);
        }

        private Key userKey() {
            return new Key(TokenHash.of(workspace + '\0' + username), FREE_PER_USER);
        }

        private Key addressKey() {
            return new Key(TokenHash.of(network(address)), FREE_PER_ADDRESS);
        }

        private List<Key> keys() {
            return username.isEmpty() ? List.of(addressKey()) : List.of(userKey(), addressKey());
        }

        /// An IPv6 host has 2^64 addresses to try from; they count as one.
        private static String network(String address) {
            if (address.indexOf(':') < 0) {
                return address;
            }
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, bytes.length / 2);
        }
    }

    /// Of one size, however long a name somebody types.
    ///
    /// @param free how many failures cost no waiting
    private record Key(TokenHash name, int free) {}

    private record Failures(int count, Instant waitUntil) {
        static Failures none(Instant now) {
            return new Failures(0, now);
        }

        Failures more(Instant now, int free) {
            int more = count + 1;
            return new Failures(more, more < free ? now : now.plus(wait(more - free)));
        }

        Failures less(int free) {
            int fewer = Math.max(0, count - 1);
            return new Failures(fewer, fewer < free ? Instant.EPOCH : waitUntil);
        }

        private static Duration wait(int beyond) {
            Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, 10));
            return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        }
    }
}
