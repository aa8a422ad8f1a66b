package io.grantway.vault.connect;

import io.grantway.vault.AccountKey;
import io.grantway.vault.Accounts;
import io.grantway.vault.Accounts.Departed;
import io.grantway.vault.Disconnecting;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultEvent;
import java.time.InstantSource;
import java.util.Optional;

/// Takes accounts away, whoever asks for it: their users' apps or an administrator. The account
/// goes whether the provider ends the grant or not: a user who has left must not stay because a
/// provider is down.
public final class Disconnects implements Disconnecting {
    private final Accounts accounts;
    private final Providers providers;
    private final Revoking revoking;
    private final VaultEvent.Sink events;
    private final InstantSource clock;

    public Disconnects(
            Accounts accounts,
            Providers providers,
            Revoking revoking,
            VaultEvent.Sink events,
            InstantSource clock) {
        this.accounts = accounts;
        this.providers = providers;
        this.revoking = revoking;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<Disconnected> disconnect(AccountKey key, Optional<String> requestId) {
        return accounts.remove(key).map(departed -> ended(key, departed, requestId));
    }

    private Disconnected ended(AccountKey key, Departed departed, Optional<String> requestId) {
        Revoking.Result result =
                providers
                        .find(key.workspace(), key.provider())
                        .map(provider -> revoking.revoke(provider, departed))
                        .orElseGet(() ->
                                Revoking.Result.unsupported(
                                        "the provider is not configured any more; only the user"
                                                + " can end the grant there"));
        events.happened(event(key, result, requestId));
        return new Disconnected(
                departed.account(), result.end() == Revoking.End.REVOKED, result.reason());
    }

    private VaultEvent event(AccountKey key, Revoking.Result result, Optional<String> requestId) {
        return new VaultEvent(
                clock.instant(),
                VaultEvent.Kind.DISCONNECTED,
                key,
                switch (result.end()) {
                    case REVOKED -> "ok";
                    case FAILED -> "not_revoked";
                    case UNSUPPORTED -> "unsupported";
                },
                result.status(),
                0,
                0,
                Optional.empty(),
                result.reason().orElse("revoked at the provider"),
                requestId);
    }
}
