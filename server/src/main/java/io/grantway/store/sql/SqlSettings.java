package io.grantway.store.sql;

import io.grantway.store.ServerSettings;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/// Settings in the table `setting`.
public final class SqlSettings implements ServerSettings {
    private static final String FIND = "SELECT value FROM setting WHERE name = ?";
    private static final String INSERT =
            "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";
    private static final String PUT =
            "INSERT INTO setting (name, value) VALUES (?, ?)"
                    + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    private static final String DELETE = "DELETE FROM setting WHERE name = ?";

    private final Database database;

    public SqlSettings(Database database) {
        this.database = database;
    }

    @Override
    public Optional<byte[]> find(String name) {
        return database.read(session -> find(session, name));
    }

    @Override
    public byte[] findOrMake(String name, Supplier<byte[]> make) {
        Optional<byte[]> found = find(name);
        if (found.isPresent()) {
            return found.get();
        }
        byte[] made = make.get();
        return database.write(session -> {
            session.update(INSERT, name, made);
            return find(session, name).orElse(made);
        });
    }

    @Override
    public void put(String name, byte[] value) {
        database.write(session -> put(session, name, value));
    }

    @Override
    public boolean delete(String name) {
        return database.write(session -> session.update(DELETE, name) > 0);
    }

    /// How a setting's row is called when it is sealed.
    public static String sealedRow(String name) {
        return "setting " + name;
    }

    static int put(Session session, String name, byte[] value) throws SQLException {
        return session.update(PUT, name, value);
    }

    static Optional<byte[]> find(Session session, String name) throws SQLException {
        return session.first(FIND, row -> row.getBytes("value"), name);
    }
}
