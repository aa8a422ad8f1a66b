package io.grantway.vault;

import io.grantway.supply.SuppliedToken;
import io.grantway.supply.TokenSource;
import io.grantway.supply.TokenUnavailable;
import java.util.Optional;
import java.util.function.Supplier;

/// An account in memory, under the provider that was in force when it came there.
///
/// @param provider empty where none is in force under its name
record KeptAccount(AccountStore.Kept kept, Optional<Provider> provider, Proof proof)
        implements LiveAccount {
    /// What its calls are proved by.
    sealed interface Proof {
        /// Tokens that renew themselves.
        record Renewed(TokenSource source) implements Proof {}

        record Fixed(Credential credential) implements Proof {}

        /// There is none before an operator changes something.
        ///
        /// @param why for people
        record Missing(String why) implements Proof {}
    }

    @Override
    public Account account() {
        return kept.account();
    }

    private boolean isActive() {
        return account().state() == Account.State.ACTIVE;
    }

    @Override
    public Optional<Credential> ready() {
        if (!isActive()) {
            return Optional.empty();
        }
        return switch (proof) {
            case Proof.Renewed(var source) -> source.ready().map(Credential.Token::new);
            case Proof.Fixed(var credential) -> Optional.of(credential);
            case Proof.Missing _ -> Optional.empty();
        };
    }

    @Override
    public Credential credential() {
        requireActive();
        return switch (proof) {
            case Proof.Renewed(var source) -> token(source::token);
            case Proof.Fixed(var credential) -> credential;
            case Proof.Missing(var why) -> throw settings(why);
        };
    }

    @Override
    public Credential another(Credential refused) {
        requireActive();
        return switch (refused) {
            case Credential.Token(var token) ->
                    switch (proof) {
                        case Proof.Renewed(var source) -> token(() -> source.renewed(token));
                        case Proof.Fixed(var credential) -> credential;
                        case Proof.Missing(var why) -> throw settings(why);
                    };
            case Credential.Fixed _ ->
                    throw new AccountUnavailable(
                            AccountUnavailable.Reason.REFUSED,
                            text("refuses the credential that was entered, and there is no other"),
                            Optional.empty());
        };
    }

    /// Nobody asks the provider again for a grant that it has ended.
    private void requireActive() {
        if (!isActive()) {
            throw new AccountUnavailable(
                    AccountUnavailable.Reason.RECONNECT,
                    text("must be connected again")
                            + account().trouble().map(it -> ": " + it).orElse(""),
                    Optional.empty());
        }
    }

    private AccountUnavailable settings(String why) {
        return new AccountUnavailable(
                AccountUnavailable.Reason.PROVIDER_SETTINGS, text(why), Optional.empty());
    }

    private String text(String what) {
        return "provider \"" + account().key().provider() + "\": " + what;
    }

    private Credential token(Supplier<SuppliedToken> asked) {
        try {
            return new Credential.Token(asked.get());
        } catch (TokenUnavailable e) {
            throw unavailable(account().key().provider(), e);
        }
    }

    static AccountUnavailable unavailable(String provider, TokenUnavailable why) {
        AccountUnavailable.Reason reason =
                switch (why.reason()) {
                    case GRANT -> AccountUnavailable.Reason.RECONNECT;
                    case DEFINITION -> AccountUnavailable.Reason.PROVIDER_SETTINGS;
                    case TRANSIENT, ODD_ANSWER -> AccountUnavailable.Reason.LATER;
                    case REFUSED_AGAIN -> AccountUnavailable.Reason.REFUSED;
                };
        return new AccountUnavailable(
                reason,
                "provider \"" + provider + "\": " + why.why(),
                why.retryAfter(),
                why.code());
    }

    @Override
    public String toString() {
        return "LiveAccount[" + account() + "]";
    }
}
