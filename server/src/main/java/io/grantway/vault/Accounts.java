package io.grantway.vault;

import io.grantway.config.Secret;
import io.grantway.supply.FirstToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All accounts. Those that are used stay in memory, within a bound, and learn of changes on other
/// nodes.
public interface Accounts {
    /// For those who must not wait; empty where the store has to be asked.
    Optional<LiveAccount> ready(AccountKey key);

    /// Blocks.
    Optional<LiveAccount> find(AccountKey key);

    /// A user's, sorted by provider.
    List<Account> of(String workspace, String app, String user);

    /// Of an app or all, in the order of user and provider.
    ///
    /// @param app only its; empty for all
    /// @param state only those; empty for all
    /// @param after the last of the page before; empty for the first
    List<Account> page(
            String workspace,
            Optional<String> app,
            Optional<Account.State> state,
            Optional<AccountKey> after,
            int limit);

    /// The first token of a flow that the provider's token endpoint ends, asked for with the
    /// provider's client and in its odd ways. Keeps nothing.
    ///
    /// @param variables of the account that is to be
    /// @param parameters of the request beside the client's: `grant_type`, `code`, `redirect_uri`,
    ///   `code_verifier`, `device_code`; `client_id` and `client_secret` are those of a tenant's
    ///   own client, and take the place of the provider's
    /// @throws AccountUnavailable where it refuses, with the provider's own word for it as its code
    FirstToken first(
            Provider provider, Map<String, String> variables, Map<String, String> parameters);

    /// Keeps a new account, or a connected one in the place of the same account before, whose id
    /// and generation go on.
    ///
    /// @throws IllegalStateException where another node has just connected it to somebody else
    Account connect(Connected connected);

    /// Takes an account away with all that is kept of it.
    ///
    /// @return what it was, and its credentials, so that they can be ended at the provider
    Optional<Departed> remove(AccountKey key);

    /// What is kept when a connect flow has ended well.
    ///
    /// @param ends when the grant ends in any case
    record Connected(
            AccountKey key,
            Optional<String> subject,
            Optional<String> label,
            Map<String, String> variables,
            Got got,
            Optional<Instant> ends) {}

    /// What proves its calls.
    sealed interface Got {
        record Tokens(FirstToken token) implements Got {}

        record Fixed(FixedCredential credential) implements Got {}

        /// A token of a tenant's own client, by which others are got (RFC 6749 §4.4).
        record OwnClient(FirstToken token, String clientId, Secret clientSecret) implements Got {}
    }

    /// What was taken away.
    record Departed(
            Account account,
            Optional<Secret> accessToken,
            Optional<Secret> refreshToken,
            Optional<FixedCredential> fixed) {}
}
