package io.grantway.testing;

import io.grantway.oauth.TokenHash;
import io.grantway.supply.FirstToken;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.Accounts;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts that a test says there are; none can call.
public final class KnownAccounts implements Accounts {
    private static final Comparator<AccountKey> ORDER =
            Comparator.comparing(AccountKey::app)
                    .thenComparing(AccountKey::user)
                    .thenComparing(AccountKey::provider);

    private final List<Account> all = new ArrayList<>();

    /// There is this one, in the place of one with its key.
    public synchronized Account put(AccountKey key, Account.State state, Instant connected) {
        all.removeIf(each -> each.key().equals(key));
        Account account =
                new Account(
                        TokenHash.of(key.toString()),
                        key,
                        state,
                        Optional.of("subject-of-" + key.user()),
                        Optional.of(key.user() + " at " + key.provider()),
                        Map.of("tenant", "acme"),
                        Optional.of("files.read"),
                        state == Account.State.RECONNECT
                                ? Optional.of("the provider says invalid_grant")
                                : Optional.empty(),
                        connected,
                        Optional.empty(),
                        Optional.empty());
        all.add(account);
        all.sort(Comparator.comparing(Account::key, ORDER));
        return account;
    }

    @Override
    public Optional<LiveAccount> ready(AccountKey key) {
        return Optional.empty();
    }

    @Override
    public Optional<LiveAccount> find(AccountKey key) {
        return Optional.empty();
    }

    @Override
    public synchronized List<Account> of(String workspace, String app, String user) {
        return all.stream()
                .filter(each -> each.key().workspace().equals(workspace))
                .filter(each -> each.key().app().equals(app) && each.key().user().equals(user))
                .toList();
    }

    @Override
    public synchronized List<Account> page(
            String workspace,
            Optional<String> app,
            Optional<Account.State> state,
            Optional<AccountKey> after,
            int limit) {
        return all.stream()
                .filter(each -> each.key().workspace().equals(workspace))
                .filter(each -> app.isEmpty() || each.key().app().equals(app.get()))
                .filter(each -> state.isEmpty() || each.state() == state.get())
                .filter(each -> after.isEmpty() || ORDER.compare(each.key(), after.get()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public FirstToken first(
            Provider provider, Map<String, String> variables, Map<String, String> parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Account connect(Connected connected) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Optional<Departed> remove(AccountKey key) {
        Optional<Account> found = all.stream().filter(each -> each.key().equals(key)).findFirst();
        found.ifPresent(all::remove);
        return found.map(account ->
                new Departed(account, Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
