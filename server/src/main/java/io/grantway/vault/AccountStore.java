package io.grantway.vault;

import io.grantway.oauth.TokenHash;
import io.grantway.supply.KeptToken;
import io.grantway.supply.TokenRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where accounts are kept, with what proves their calls.
///
/// Every method throws an unchecked exception when the store cannot be reached; nothing is done
/// then.
public interface AccountStore {
    /// An account without its token.
    ///
    /// @param fixed what never renews; of OAuth 2.0 a tenant's own client
    record Kept(Account account, Optional<FixedCredential> fixed) {}

    /// What a consent gave.
    ///
    /// @param id of the account where there is none yet
    /// @param lapses when the grant ends that nobody uses until then
    record Consent(
            TokenHash id,
            AccountKey key,
            Optional<String> subject,
            Optional<String> label,
            Map<String, String> variables,
            Optional<KeptToken> token,
            Optional<FixedCredential> fixed,
            Instant at,
            Optional<Instant> ends,
            Instant lapses) {
        @Override
        public String toString() {
            return "Consent[" + key.provider() + " of " + key.app() + "]";
        }
    }

    /// What was taken away.
    record Removed(Account account, Optional<KeptToken> token, Optional<FixedCredential> fixed) {}

    Optional<Kept> find(AccountKey key);

    /// A user's, sorted by provider.
    List<Account> of(String workspace, String app, String user);

    /// @see Accounts#page
    List<Account> page(
            String workspace,
            Optional<String> app,
            Optional<Account.State> state,
            Optional<AccountKey> after,
            int limit);

    /// Makes an account, or connects the one that is there again, whose id and generation go on.
    ///
    /// @throws IllegalStateException where it belongs to another subject
    Account connect(Consent consent);

    Optional<Removed> remove(AccountKey key);

    /// The provider has ended a grant.
    ///
    /// @param generation of the token that could not be renewed
    /// @return whether it was active with that generation until now; else nothing was done
    boolean died(TokenHash id, long generation, String why);

    /// The tokens, by the accounts' ids. Those that must be connected again have none.
    TokenRows tokens();
}
