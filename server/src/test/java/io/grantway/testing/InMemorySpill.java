package io.grantway.testing;

import io.grantway.oauth.TokenHash;
import io.grantway.supply.TokenSpill;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a node's store did not take, for the length of a test.
public final class InMemorySpill implements TokenSpill {
    private final Map<TokenHash, byte[]> entries = new ConcurrentHashMap<>();

    @Override
    public void put(TokenHash id, byte[] entry) {
        entries.put(id, entry);
    }

    @Override
    public Map<TokenHash, byte[]> all() {
        return Map.copyOf(entries);
    }

    @Override
    public void remove(TokenHash id) {
        entries.remove(id);
    }
}
