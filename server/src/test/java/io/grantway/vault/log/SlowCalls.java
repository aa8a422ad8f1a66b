package io.grantway.vault.log;

import io.grantway.vault.CallFilter;
import io.grantway.vault.VaultCall;
import io.grantway.vault.VaultCallStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// A store that takes nothing before it is let.
record SlowCalls(VaultCallStore inner, CountDownLatch entered, CountDownLatch released)
        implements VaultCallStore {
    @Override
    public void add(List<VaultCall> calls) {
        entered.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
