package io.grantway.testing;

import io.grantway.authserver.AuthenticatorApp;
import io.grantway.authserver.FactorStore;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.oauth.TokenHash;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Second factors kept for the length of a test.
public final class InMemoryFactorStore implements FactorStore {
    private final Map<UUID, AuthenticatorApp> apps = new HashMap<>();
    private final Map<UUID, Set<TokenHash>> codes = new HashMap<>();
    private boolean broken;

    @Override
    public synchronized Optional<AuthenticatorApp> app(UUID user) {
        if (broken) {
            throw new StoreUnavailable("disk full", new IllegalStateException());
        }
        return Optional.ofNullable(apps.get(user));
    }

    @Override
    public synchronized void save(AuthenticatorApp app, Collection<TokenHash> recoveryCodes) {
        apps.put(app.user(), app);
        codes.put(app.user(), new HashSet<>(recoveryCodes));
    }

    @Override
    public synchronized boolean use(UUID user, long step) {
        AuthenticatorApp app = apps.get(user);
        if (app == null || app.lastStep() >= step) {
            return false;
        }
        apps.put(user, new AuthenticatorApp(user, app.key(), step));
        return true;
    }

    @Override
    public synchronized boolean useRecoveryCode(UUID user, TokenHash code) {
        return codes.getOrDefault(user, new HashSet<>()).remove(code);
    }

    @Override
    public synchronized int recoveryCodes(UUID user) {
        return codes.getOrDefault(user, Set.of()).size();
    }

    @Override
    public synchronized void replaceRecoveryCodes(UUID user, Collection<TokenHash> others) {
        codes.put(user, new HashSet<>(others));
    }

    @Override
    public synchronized boolean deleteApp(UUID user) {
        codes.remove(user);
        return apps.remove(user) != null;
    }

    /// From now on it cannot be read.
    public synchronized void breakDown() {
        broken = true;
    }
}
