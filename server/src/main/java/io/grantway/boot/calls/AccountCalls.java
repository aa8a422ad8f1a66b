package io.grantway.boot.calls;

import io.grantway.gateway.UpstreamCredential;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.vault.AccountKey;
import io.grantway.vault.Provider;
import io.grantway.vault.VaultApp;
import io.grantway.vault.VaultApps;
import java.util.List;
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
    /// @param app whose users they are; empty for the workspace's only one
    /// @param user with places, such as `{subject}`
    public Upstream upstream(String workspace, Optional<String> app, String provider, String user) {
        return Nowhere.with(
                new AccountUpstream(this, workspace, app, provider, UserTemplate.parse(user)),
                around.nanoTime());
    }

    /// The app of that name that may use the provider; without a name the workspace's only one.
    Optional<VaultApp> app(String workspace, Optional<String> name, String provider) {
        VaultApps apps = around.apps().get();
        Optional<VaultApp> found =
                name.map(it -> apps.find(workspace, it))
                        .orElseGet(() -> {
                            List<VaultApp> all =
                                    apps.all().stream()
                                            .filter(each -> each.workspace().equals(workspace))
                                            .toList();
                            return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
                        });
        return found.filter(it -> it.mayUse(provider));
    }
}
