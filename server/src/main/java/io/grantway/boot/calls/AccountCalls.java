package io.grantway.boot.calls;

import io.grantway.gateway.UpstreamCredential;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.vault.AccountKey;
import io.grantway.vault.Provider;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Makes what calls of accounts are forwarded by. Thread-safe, and never blocks.
public final class AccountCalls {
    private final Surroundings around;
    private final ConcurrentMap<Name, ProviderCalls> providers = new ConcurrentHashMap<>();

    private record Name(String workspace, String provider) {}

    public AccountCalls(Surroundings around) {
        this.around = around;
    }

    /// What the calls of an account are given; empty where there is no such provider.
    Optional<UpstreamCredential.Use> use(AccountKey key) {
        return around.providers()
                .get()
                .find(key.workspace(), key.provider())
                .map(this::calls)
                .map(provider -> new AccountUse(key, provider, around));
    }

    /// Kept while the provider stays the same, with its circuits and pauses.
    private ProviderCalls calls(Provider provider) {
        Name name = new Name(provider.workspace(), provider.name());
        ProviderCalls kept = providers.get(name);
        if (kept != null && kept.provider().equals(provider)) {
            return kept;
        }
        ProviderCalls made = new ProviderCalls(provider, around);
        providers.put(name, made);
        return made;
    }

    /// A route's upstream: each call goes to the account of whoever calls.
    ///
    /// @param user with places, such as `{subject}`
    public Upstream upstream(String workspace, String app, String provider, String user) {
        return Nowhere.with(
                new AccountUpstream(this, workspace, app, provider, UserTemplate.parse(user)),
                around.nanoTime());
    }
}
