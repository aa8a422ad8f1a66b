package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;

import io.grantway.authserver.AuthenticatorApp;
import io.grantway.authserver.FactorStore;
import io.grantway.authserver.TotpKey;
import io.grantway.oauth.TokenHash;
import io.grantway.store.seal.Seal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/// Second factors in the tables `authenticator_app`, whose keys are sealed, and `recovery_code`.
public final class SqlFactors implements FactorStore {
    private static final String APP =
            "SELECT key, last_step FROM authenticator_app WHERE user_id = ?";
    private static final String SAVE =
            "INSERT INTO authenticator_app (user_id, key, last_step) VALUES (?, ?, ?)"
                    + " ON CONFLICT (user_id) DO UPDATE SET key = excluded.key,"
                    + " last_step = excluded.last_step";
    private static final String USE =
            "UPDATE authenticator_app SET last_step = ? WHERE user_id = ? AND last_step < ?";
    private static final String DELETE = "DELETE FROM authenticator_app WHERE user_id = ?";
    private static final String ADD_CODE =
            "INSERT INTO recovery_code (user_id, hash) VALUES (?, ?)";
    private static final String USE_CODE =
            "DELETE FROM recovery_code WHERE user_id = ? AND hash = ?";
    private static final String COUNT_CODES =
            "SELECT count(*) AS n FROM recovery_code WHERE user_id = ?";
    private static final String DELETE_CODES = "DELETE FROM recovery_code WHERE user_id = ?";

    private final Database database;
    private final Seal seal;

    public SqlFactors(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    @Override
    public Optional<AuthenticatorApp> app(UUID user) {
        return database.read(session -> session.first(APP, row -> app(user, row), bytes(user)));
    }

    @Override
    public void save(AuthenticatorApp app, Collection<TokenHash> recoveryCodes) {
        byte[] key = seal.seal(app.key().bytes(), row(app.user()));
        database.write(session -> {
            session.update(SAVE, bytes(app.user()), key, app.lastStep());
            return replace(session, app.user(), recoveryCodes);
        });
    }

    @Override
    public boolean use(UUID user, long step) {
        return database.write(session -> session.update(USE, step, bytes(user), step) > 0);
    }

    @Override
    public boolean useRecoveryCode(UUID user, TokenHash code) {
        return database.write(session -> session.update(USE_CODE, bytes(user), code.bytes()) > 0);
    }

    @Override
    public int recoveryCodes(UUID user) {
        return database.read(session ->
                session.first(COUNT_CODES, row -> row.getInt("n"), bytes(user)).orElse(0));
    }

    @Override
    public void replaceRecoveryCodes(UUID user, Collection<TokenHash> codes) {
        database.write(session -> replace(session, user, codes));
    }

    @Override
    public boolean deleteApp(UUID user) {
        return database.write(session -> {
            session.update(DELETE_CODES, bytes(user));
            return session.update(DELETE, bytes(user)) > 0;
        });
    }

    /// Within the write that deletes the user.
    static void forget(Session session, UUID user) throws SQLException {
        session.update(DELETE, bytes(user));
        session.update(DELETE_CODES, bytes(user));
    }

    private static int replace(Session session, UUID user, Collection<TokenHash> codes)
            throws SQLException {
        session.update(DELETE_CODES, bytes(user));
        for (TokenHash code : codes) {
            session.update(ADD_CODE, bytes(user), code.bytes());
        }
        return codes.size();
    }

    private AuthenticatorApp app(UUID user, ResultSet row) throws SQLException {
        byte[] key = seal.open(row.getBytes("key"), row(user));
        return new AuthenticatorApp(user, TotpKey.of(key), row.getLong("last_step"));
    }

    static String row(UUID user) {
        return "authenticator app of " + user;
    }
}
