package io.grantway.vault.log;

import io.grantway.testing.InMemoryVaultCalls;
import io.grantway.vault.CallFilter;
import io.grantway.vault.VaultCall;
import io.grantway.vault.VaultCallStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A store that fails until it is mended.
final class FailingCalls implements VaultCallStore {
    final VaultCallStore inner = new InMemoryVaultCalls();
    volatile boolean mended;

    @Override
    public void add(List<VaultCall> calls) {
        if (!mended) {
            throw new IllegalStateException("the disk is full");
        }
        inner.add(calls);
    }

    @Override
    public List<VaultCall> page(CallFilter filter, Optional<UUID> before, int size) {
        return inner.page(filter, before, size);
    }

    @Override
    public int expire(String workspace, Instant before, long most, int atOnce) {
        return inner.expire(workspace, before, most, atOnce);
    }

    @Override
    public int forget(String workspace, String app, String user) {
        return inner.forget(workspace, app, user);
    }

    @Override
    public Map<String, Long> kept() {
        return inner.kept();
    }
}
