package io.grantway.vault.connect;

import io.grantway.oauth.TokenHash;
import io.grantway.vault.AccountKey;
import io.grantway.vault.ConnectSessionStore.Row;
import java.time.Instant;
import java.util.Optional;

/// One link for one user to connect an account: good once, in one browser, for a while.
///
/// @param browser hash of the cookie of the browser that opened it; empty while nobody has
/// @param version of the row that it was read from
record ConnectSession(
        String id,
        TokenHash link,
        Asked asked,
        Instant expires,
        Optional<TokenHash> browser,
        Optional<Attempt> attempt,
        Optional<Outcome> outcome,
        long version) {
    AccountKey account(String provider) {
        return new AccountKey(asked.workspace(), asked.app(), asked.user(), provider);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expires);
    }

    ConnectSession openedBy(TokenHash cookie) {
        return new ConnectSession(
                id, link, asked, expires, Optional.of(cookie), attempt, outcome, version);
    }

    ConnectSession trying(Attempt next) {
        return new ConnectSession(
                id, link, asked, expires, browser, Optional.of(next), Optional.empty(), version);
    }

    /// With no secret of the flow left.
    ConnectSession ended(Outcome how) {
        return new ConnectSession(
                id, link, asked, expires, browser, Optional.empty(), Optional.of(how), version);
    }

    ConnectSession anew() {
        return new ConnectSession(
                id, link, asked, expires, browser, Optional.empty(), Optional.empty(), version);
    }

    /// As it stands after it was written.
    ConnectSession written() {
        return new ConnectSession(id, link, asked, expires, browser, attempt, outcome, version + 1);
    }

    Row row() {
        return new Row(
                id,
                link,
                asked.workspace() + "/" + asked.app(),
                version,
                SessionText.of(this),
                expires);
    }

    static ConnectSession of(Row row) {
        return SessionText.read(row);
    }

    @Override
    public String toString() {
        return "ConnectSession[" + id + "]";
    }
}
