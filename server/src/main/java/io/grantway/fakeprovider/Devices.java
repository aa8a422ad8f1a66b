package io.grantway.fakeprovider;

import io.grantway.fakeprovider.Grants.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Devices that wait for a user's word (RFC 8628). Thread-safe.
final class Devices {
    static final Duration LIFE = Duration.ofMinutes(10);
    static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    /// What a device is told.
    record Begun(String deviceCode, String userCode) {}

    private static final class Waiting {
        private final String client;
        private final Set<String> scopes;
        private final Instant until;
        private Instant asked = Instant.EPOCH;
        private @Nullable String user;
        private boolean denied;

        private Waiting(String client, Set<String> scopes, Instant until) {
            this.client = client;
            this.scopes = scopes;
            this.until = until;
        }
    }

    private final Grants grants;
    private final InstantSource clock;
    private final Words words;
    private final Bounded<Waiting> byDevice = new Bounded<>(MOST);
    private final Bounded<Waiting> byUser = new Bounded<>(MOST);

    Devices(Grants grants, InstantSource clock, Words words) {
        this.grants = grants;
        this.clock = clock;
        this.words = words;
    }

    synchronized Begun begin(Client client, Set<String> scopes) {
        var begun = new Begun(words.token("device"), words.userCode());
        var waiting = new Waiting(client.id(), scopes, clock.instant().plus(LIFE));
        byDevice.put(begun.deviceCode(), waiting);
        byUser.put(begun.userCode(), waiting);
        return begun;
    }

    /// Takes the user's word.
    ///
    /// @param user empty where they deny it
    /// @return whether there is such a code
    synchronized boolean decide(String userCode, Optional<String> user) {
        Waiting waiting = byUser.remove(userCode.replace("-", ""));
        if (waiting == null || clock.instant().isAfter(waiting.until)) {
            return false;
        }
        waiting.user = user.orElse(null);
        waiting.denied = user.isEmpty();
        return true;
    }

    /// RFC 8628 §3.4
    synchronized Tokens redeem(String deviceCode, Client client) {
        Waiting waiting = byDevice.get(deviceCode);
        if (waiting == null || !waiting.client.equals(client.id())) {
            throw Refused.grant("there is no such device code");
        }
        Instant now = clock.instant();
        if (now.isAfter(waiting.until)) {
            throw new Refused(400, "expired_token", "the device code is too old");
        }
        if (waiting.denied) {
            throw new Refused(400, "access_denied", "the user has denied it");
        }
        String user = waiting.user;
        if (user == null) {
            boolean fast = now.isBefore(waiting.asked.plus(INTERVAL));
            waiting.asked = now;
            throw new Refused(
                    400,
                    fast ? "slow_down" : "authorization_pending",
                    "the user has not said anything yet");
        }
        byDevice.remove(deviceCode);
        return grants.grant(user, client, waiting.scopes, true);
    }
}
