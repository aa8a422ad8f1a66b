package io.grantway.boot;

import io.grantway.supply.FirstToken;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.AccountUnavailable.Reason;
import io.grantway.vault.Accounts;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts of a server that keeps none.
final class NoAccounts implements Accounts {
    @Override
    public Optional<LiveAccount> ready(AccountKey key) {
        return Optional.empty();
    }

    @Override
    public Optional<LiveAccount> find(AccountKey key) {
        return Optional.empty();
    }

    @Override
    public List<Account> of(String workspace, String app, String user) {
        return List.of();
    }

    @Override
    public List<Account> page(
            String workspace,
            Optional<String> app,
            Optional<Account.State> state,
            Optional<AccountKey> after,
            int limit) {
        return List.of();
    }

    @Override
    public FirstToken first(
            Provider provider, Map<String, String> variables, Map<String, String> parameters) {
        throw none();
    }

    @Override
    public Account connect(Connected connected) {
        throw none();
    }

    @Override
    public Optional<Departed> remove(AccountKey key) {
        return Optional.empty();
    }

    private static AccountUnavailable none() {
        return new AccountUnavailable(
                Reason.LATER, "this server keeps no accounts", Optional.empty());
    }
}
