package io.grantway.testing;

import io.grantway.authserver.DeniedTokens;
import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public final class InMemoryDeniedTokens implements DeniedTokens {
    private final Map<TokenHash, Instant> denied = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public InMemoryDeniedTokens(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void deny(TokenHash accessToken, Instant until) {
        denied.put(accessToken, until);
    }

    @Override
    public boolean isDenied(TokenHash accessToken) {
        return denied.getOrDefault(accessToken, Instant.MIN).isAfter(clock.instant());
    }

    @Override
    public Map<TokenHash, Instant> all() {
        Map<TokenHash, Instant> all = new HashMap<>(denied);
        all.values().removeIf(until -> !until.isAfter(clock.instant()));
        return all;
    }
}
