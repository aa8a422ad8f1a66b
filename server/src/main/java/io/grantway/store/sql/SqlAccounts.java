package io.grantway.store.sql;

import static io.grantway.store.sql.AccountRows.NEVER;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.oauth.TokenHash;
import io.grantway.store.seal.RowSeal;
import io.grantway.supply.TokenRows;
import io.grantway.vault.Account;
import io.grantway.vault.AccountDeadlines;
import io.grantway.vault.AccountEncoding;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Accounts in the table `account`, their secrets sealed.
public final class SqlAccounts implements AccountStore {
    private static final String LISTED =
            "id, workspace, app, end_user, provider, state, subject, label, variables, scopes,"
                    + " trouble, connected_at, ends_at, refreshed_at";
    private static final String FIND =
            "SELECT "
                    + LISTED
                    + ", generation, connection, token, fixed FROM account"
                    + " WHERE workspace = ? AND app = ? AND end_user = ? AND provider = ?";
    private static final String OF_USER =
            "SELECT "
                    + LISTED
                    + " FROM account WHERE workspace = ? AND app = ? AND end_user = ?"
                    + " ORDER BY provider";
    private static final String OF_APP =
            " FROM account WHERE workspace = ? AND app = ? AND (end_user, provider) > (?, ?)";
    private static final String OF_ALL =
            " FROM account WHERE workspace = ? AND (end_user, provider, app) > (?, ?, ?)";
    private static final String BY_APP = " ORDER BY end_user, provider LIMIT ?";
    private static final String BY_ALL = " ORDER BY end_user, provider, app LIMIT ?";
    private static final String IS_ACTIVE = " AND state = 0";
    private static final String IS_TO_RECONNECT = " AND state = 1";

    private static final String PAGE = "SELECT " + LISTED + OF_ALL + BY_ALL;
    private static final String PAGE_ACTIVE = "SELECT " + LISTED + OF_ALL + IS_ACTIVE + BY_ALL;
    private static final String PAGE_TO_RECONNECT =
            "SELECT " + LISTED + OF_ALL + IS_TO_RECONNECT + BY_ALL;
    private static final String APP_PAGE = "SELECT " + LISTED + OF_APP + BY_APP;
    private static final String APP_PAGE_ACTIVE = "SELECT " + LISTED + OF_APP + IS_ACTIVE + BY_APP;
    private static final String APP_PAGE_TO_RECONNECT =
            "SELECT " + LISTED + OF_APP + IS_TO_RECONNECT + BY_APP;

    private static final String MAKE =
            "INSERT INTO account ("
                    + LISTED
                    + ", connection, fixed, generation, token, lease_owner, lease_until, started,"
                    + " lapses_at, due_at, warn_at)"
                    + " VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, NULL, ?, ?, NULL, 1, ?, 1, ?, '', 0,"
                    + " 0, ?, ?, ?) ON CONFLICT (workspace, app, end_user, provider) DO NOTHING";
    private static final String CONNECT =
            "UPDATE account SET state = 0, subject = ?, label = ?, variables = ?, scopes = ?,"
                    + " trouble = NULL, connected_at = ?, ends_at = ?, refreshed_at = NULL,"
                    + " connection = connection + 1, fixed = ?, generation = generation + 1,"
                    + " token = ?, lease_owner = '', lease_until = 0, started = 0, lapses_at = ?,"
                    + " due_at = ?, warn_at = ?"
                    + " WHERE id = ? AND generation = ? AND connection = ?";
    private static final String REMOVE = "DELETE FROM account WHERE id = ?";
    private static final String DIED =
            "UPDATE account SET state = 1, trouble = ?, due_at = "
                    + NEVER
                    + ", warn_at = "
                    + NEVER
                    + ", lease_owner = '', lease_until = 0"
                    + " WHERE id = ? AND generation = ? AND state = 0";

    /// Others who change the same account at the same time are few.
    private static final int TRIES = 20;

    private final Database database;
    private final AccountRows rows;
    private final TokenRows tokens;

    public SqlAccounts(Database database, RowSeal seal) {
        this.database = database;
        this.rows = new AccountRows(seal);
        this.tokens = new SqlAccountTokens(database, rows);
    }

    @Override
    public Optional<Kept> find(AccountKey key) {
        return row(key).map(row -> new Kept(row.account(), rows.fixed(row)));
    }

    private Optional<AccountRows.Read> row(AccountKey key) {
        return database.read(session ->
                session.first(
                        FIND,
                        AccountRows::read,
                        key.workspace(),
                        key.app(),
                        key.user(),
                        key.provider()));
    }

    @Override
    public List<Account> of(String workspace, String app, String user) {
        return database.read(
                session -> session.list(OF_USER, AccountRows::account, workspace, app, user));
    }

    @Override
    public List<Account> page(
            String workspace,
            Optional<String> app,
            Optional<Account.State> state,
            Optional<AccountKey> after,
            int limit) {
        // No user has an empty name.
        String user = after.map(AccountKey::user).orElse("");
        String provider = after.map(AccountKey::provider).orElse("");
        String last = after.map(AccountKey::app).orElse("");
        return database.read(session ->
                app.isPresent()
                        ? session.list(
                                appPage(state),
                                AccountRows::account,
                                workspace,
                                app.get(),
                                user,
                                provider,
                                limit)
                        : session.list(
                                page(state),
                                AccountRows::account,
                                workspace,
                                user,
                                provider,
                                last,
                                limit));
    }

    private static String page(Optional<Account.State> state) {
        return state.map(it ->
                        switch (it) {
                            case ACTIVE -> PAGE_ACTIVE;
                            case RECONNECT -> PAGE_TO_RECONNECT;
                        })
                .orElse(PAGE);
    }

    private static String appPage(Optional<Account.State> state) {
        return state.map(it ->
                        switch (it) {
                            case ACTIVE -> APP_PAGE_ACTIVE;
                            case RECONNECT -> APP_PAGE_TO_RECONNECT;
                        })
                .orElse(APP_PAGE);
    }

    @Override
    public Account connect(Consent consent) {
        for (int i = 0; i < TRIES; i++) {
            Optional<AccountRows.Read> before = row(consent.key());
            boolean done =
                    before.isEmpty()
                            ? made(consent)
                            : connected(consent, sameSubject(before.get(), consent));
            if (done) {
                return row(consent.key())
                        .map(AccountRows.Read::account)
                        .orElseThrow(() -> new IllegalStateException("it was taken away at once"));
            }
        }
        throw new StoreUnavailable("too many change the same account at once");
    }

    private static AccountRows.Read sameSubject(AccountRows.Read before, Consent consent) {
        Optional<String> subject = before.account().subject();
        if (subject.isPresent()
                && consent.subject().isPresent()
                && !subject.equals(consent.subject())) {
            throw new IllegalStateException("the account belongs to somebody else there");
        }
        return before;
    }

    private boolean made(Consent consent) {
        AccountKey key = consent.key();
        byte @Nullable [] fixed =
                rows.sealedFixed(key.workspace(), consent.id(), 1, consent.fixed());
        byte @Nullable [] token = rows.sealed(key.workspace(), consent.id(), 1, consent.token());
        return database.write(session ->
                session.update(
                                MAKE,
                                consent.id().bytes(),
                                key.workspace(),
                                key.app(),
                                key.user(),
                                key.provider(),
                                Columns.text(consent.subject()),
                                Columns.text(consent.label()),
                                AccountEncoding.text(consent.variables()),
                                scopes(consent),
                                Columns.millis(consent.at()),
                                AccountRows.millis(consent.ends()),
                                fixed,
                                token,
                                Columns.millis(consent.lapses()),
                                due(consent.id(), consent),
                                warn(consent))
                        > 0);
    }

    /// Who it belongs to is not forgotten where the provider does not say it this time.
    private boolean connected(Consent consent, AccountRows.Read before) {
        TokenHash id = before.account().id();
        String workspace = consent.key().workspace();
        byte @Nullable [] fixed =
                rows.sealedFixed(workspace, id, before.connection() + 1, consent.fixed());
        byte @Nullable [] token =
                rows.sealed(workspace, id, before.generation() + 1, consent.token());
        return database.write(session ->
                session.update(
                                CONNECT,
                                Columns.text(consent.subject().or(before.account()::subject)),
                                Columns.text(consent.label()),
                                AccountEncoding.text(consent.variables()),
                                scopes(consent),
                                Columns.millis(consent.at()),
                                AccountRows.millis(consent.ends()),
                                fixed,
                                token,
                                Columns.millis(consent.lapses()),
                                due(id, consent),
                                warn(consent),
                                id.bytes(),
                                before.generation(),
                                before.connection())
                        > 0);
    }

    private static @Nullable String scopes(Consent consent) {
        return Columns.text(consent.token().flatMap(it -> it.scopes()));
    }

    private static long due(TokenHash id, Consent consent) {
        return Columns.millis(AccountDeadlines.due(id, consent.at(), consent.lapses()));
    }

    private static long warn(Consent consent) {
        return consent.ends()
                .map(ends -> Columns.millis(AccountDeadlines.warn(consent.at(), ends)))
                .orElse(NEVER);
    }

    @Override
    public Optional<Removed> remove(AccountKey key) {
        Optional<AccountRows.Read> row =
                database.write(session -> {
                    Optional<AccountRows.Read> found =
                            session.first(
                                    FIND,
                                    AccountRows::read,
                                    key.workspace(),
                                    key.app(),
                                    key.user(),
                                    key.provider());
                    if (found.isPresent()) {
                        session.update(REMOVE, (Object) found.get().account().id().bytes());
                    }
                    return found;
                });
        return row.map(it ->
                new Removed(
                        it.account(),
                        AccountRows.unlessLost(() -> rows.token(it)),
                        AccountRows.unlessLost(() -> rows.fixed(it))));
    }

    @Override
    public boolean died(TokenHash id, long generation, String why) {
        return database.write(session -> session.update(DIED, why, id.bytes(), generation) > 0);
    }

    @Override
    public TokenRows tokens() {
        return tokens;
    }
}
