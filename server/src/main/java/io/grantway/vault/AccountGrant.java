package io.grantway.vault;

import io.grantway.supply.Attempt;
import io.grantway.supply.GrantListener;
import io.grantway.supply.TokenUnavailable;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what becomes of the grant behind an account.
final class AccountGrant implements GrantListener {
    private static final Logger LOG = LoggerFactory.getLogger(AccountGrant.class);
    private static final int DIGITS = 12;

    private final LiveAccounts accounts;
    private final Account account;

    AccountGrant(LiveAccounts accounts, Account account) {
        this.accounts = accounts;
        this.account = account;
    }

    @Override
    public void asked(Attempt attempt) {
        tell(
                VaultEvent.Kind.REFRESH,
                outcome(attempt),
                attempt.status() == 0 ? OptionalInt.empty() : OptionalInt.of(attempt.status()),
                attempt.took().toMillis(),
                attempt.token()
                        .map(it -> HexFormat.of().formatHex(it.bytes()).substring(0, DIGITS)),
                attempt.text());
    }

    private static String outcome(Attempt attempt) {
        return attempt.failure()
                .map(reason -> attempt.error().orElseGet(() -> word(reason)))
                .orElse("ok");
    }

    private static String word(TokenUnavailable.Reason reason) {
        return switch (reason) {
            case GRANT -> "invalid_grant";
            case DEFINITION -> "provider_settings";
            case TRANSIENT -> "unavailable";
            case ODD_ANSWER, REFUSED_AGAIN -> reason.name().toLowerCase(Locale.ROOT);
        };
    }

    /// Whoever changes the state of the generation that could not go on tells it, and nobody else
    /// on any node.
    @Override
    public void died(long generation, String why) {
        try {
            boolean mine = accounts.store().died(account.id(), generation, why);
            accounts.forget(account.id());
            if (mine) {
                tell(
                        VaultEvent.Kind.RECONNECT_NEEDED,
                        "invalid_grant",
                        OptionalInt.empty(),
                        0,
                        Optional.empty(),
                        why);
            }
        } catch (RuntimeException e) {
            // The next try finds it dead again.
            LOG.warn("an account that must be connected again was not marked: {}", e.toString());
        }
    }

    private void tell(
            VaultEvent.Kind kind,
            String outcome,
            OptionalInt status,
            long millis,
            Optional<String> hash,
            String detail) {
        accounts.events()
                .happened(
                        new VaultEvent(
                                accounts.clock().instant(),
                                kind,
                                account.key(),
                                outcome,
                                status,
                                millis,
                                0,
                                hash,
                                detail,
                                Optional.empty()));
    }
}
