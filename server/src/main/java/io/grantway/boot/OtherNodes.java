package io.grantway.boot;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.store.Announcement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows what other nodes change in the store that they share with this one. (What this one
/// changed comes back too, and changes nothing any more.)
record OtherNodes(Parts parts, Reloads reloads) implements Consumer<Announcement> {
    private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);

    /// What takes longer than a moment is done beside it: the end of a token must not wait.
    @Override
    public void accept(Announcement announcement) {
        switch (announcement) {
            case Announcement.TokenEnded(var token) -> parts.tokens.evict(token);
            case Announcement.TokenDenied(var token, var until) -> parts.denied.add(token, until);
            case Announcement.CatalogChanged _ -> follow(reloads::catchUp);
            case Announcement.SigningKeysChanged _ -> follow(parts::lookAfterKeys);
            case Announcement.DataKeysChanged _ -> parts.store.rereadDataKeys();
            case Announcement.AccountChanged(var account) -> parts.vault.changed(account);
            case Announcement.AdminTokensChanged _ -> follow(parts.admins::reread);
            case Announcement.Missed _ -> {
                parts.tokens.evictAll();
                parts.vault.changedAll();
                follow(this::rereadAll);
            }
        }
    }

    private void rereadAll() {
        parts.store.rereadDataKeys();
        parts.denied.reread();
        parts.admins.reread();
        parts.lookAfterKeys();
        reloads.catchUp();
    }

    private void follow(Runnable reading) {
        parts.blocking.execute(() -> {
            try {
                reading.run();
            } catch (StoreUnavailable _) {
                // Nobody would say it again.
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Runnable::run)
                        .execute(() -> follow(reading));
            } catch (RuntimeException e) {
                LOG.error("what another node has changed could not be followed", e);
            }
        });
    }
}
