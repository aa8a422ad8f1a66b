package io.grantway.store.sql;

import io.grantway.jose.SigningKey;
import io.grantway.jose.SigningKeyStore;
import io.grantway.store.seal.Seal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Signing keys in the table `signing_key`, sealed.
public final class SqlSigningKeys implements SigningKeyStore {
    private static final String ALL =
            "SELECT id, body FROM signing_key WHERE issuer = ? ORDER BY id";
    private static final String PUT =
            "INSERT INTO signing_key (issuer, id, body) VALUES (?, ?, ?)"
                    + " ON CONFLICT (issuer, id) DO UPDATE SET body = excluded.body";
    private static final String DELETE = "DELETE FROM signing_key WHERE issuer = ? AND id = ?";

    private final Database database;
    private final Seal seal;

    public SqlSigningKeys(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    @Override
    public List<SigningKey> all(String issuer) {
        return database.read(session -> session.list(ALL, row -> key(issuer, row), issuer));
    }

    @Override
    public void save(String issuer, Collection<SigningKey> put, Collection<String> gone) {
        database.write(session -> {
            for (String id : gone) {
                session.update(DELETE, issuer, id);
            }
            for (SigningKey key : put) {
                session.update(
                        PUT, issuer, key.id(), seal.seal(key.encoded(), row(issuer, key.id())));
            }
            return put.size();
        });
    }

    private SigningKey key(String issuer, ResultSet row) throws SQLException {
        String id = row.getString("id");
        return SigningKey.decode(seal.open(row.getBytes("body"), row(issuer, id)));
    }

    /// An id has no space, so that no other issuer and id give the same text.
    static String row(String issuer, String id) {
        return "signing key " + id + " of " + issuer;
    }
}
