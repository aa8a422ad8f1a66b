package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.millis;

import io.grantway.services.Leases;
import java.time.Instant;
import java.util.Optional;

/// Leases in the table `lease`. A row stays when its lease is over, so that the next taking has a
/// larger number.
public final class SqlLeases implements Leases {
    private static final String TAKE =
            "INSERT INTO lease (name, holder, number, ends_at) VALUES (?, ?, 1, ?)"
                    + " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder,"
                    + " number = lease.number + 1, ends_at = excluded.ends_at"
                    + " WHERE lease.ends_at <= ?";
    private static final String NUMBER = "SELECT number FROM lease WHERE name = ? AND holder = ?";
    private static final String LENGTHEN =
            "UPDATE lease SET ends_at = ? WHERE name = ? AND holder = ? AND ends_at > ?";
    private static final String RELEASE =
            "UPDATE lease SET ends_at = 0 WHERE name = ? AND holder = ?";

    private final Database database;

    public SqlLeases(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Long> take(String name, String holder, Instant now, Instant until) {
        return database.write(session ->
                session.update(TAKE, name, holder, millis(until), millis(now)) == 0
                        ? Optional.empty()
                        : session.first(NUMBER, row -> row.getLong("number"), name, holder));
    }

    @Override
    public boolean lengthen(String name, String holder, Instant now, Instant until) {
        return database.write(session ->
                session.update(LENGTHEN, millis(until), name, holder, millis(now)))
                > 0;
    }

    @Override
    public void release(String name, String holder) {
        database.write(session -> session.update(RELEASE, name, holder));
    }
}
