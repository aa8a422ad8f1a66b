package io.grantway.testing;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.jose.SigningKey;
import io.grantway.jose.SigningKeyStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Signing keys kept for the length of a test.
public final class InMemorySigningKeyStore implements SigningKeyStore {
    private final Map<String, Map<String, SigningKey>> keys = new HashMap<>();
    private boolean broken;
    private int saves;

    @Override
    public synchronized List<SigningKey> all(String issuer) {
        return List.copyOf(keys.getOrDefault(issuer, Map.of()).values());
    }

    @Override
    public synchronized void save(
            String issuer, Collection<SigningKey> put, Collection<String> gone) {
        if (broken) {
            throw new StoreUnavailable("disk full", new IllegalStateException());
        }
        saves++;
        Map<String, SigningKey> own = keys.computeIfAbsent(issuer, _ -> new TreeMap<>());
        gone.forEach(own::remove);
        put.forEach(key -> own.put(key.id(), key));
    }

    /// Lets every write fail, or succeed again.
    public synchronized void setBroken(boolean broken) {
        this.broken = broken;
    }

    public synchronized int saves() {
        return saves;
    }
}
