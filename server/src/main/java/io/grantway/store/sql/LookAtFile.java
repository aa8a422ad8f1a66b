package io.grantway.store.sql;

import io.grantway.store.StoreLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Reads what a database file says of itself, beside the server that uses it or without one.
public final class LookAtFile {
    private static final Duration BUSY = Duration.ofSeconds(2);

    private LookAtFile() {}

    public static StoreLook in(Path directory) {
        Path file = directory.resolve("grantway.db");
        Optional<String> holder = Optional.empty();
        try {
            holder = DataDirectory.holder(directory);
            if (!Files.exists(file) || Files.size(file) == 0) {
                return look(holder, 0, Optional.empty(), Optional.empty());
            }
            SqliteFile sqlite = new SqliteFile(file, BUSY);
            try (Session session =
                    holder.isPresent() ? sqlite.openForReading() : sqlite.openUntouched()) {
                return look(holder, schema(session), newest(session), Optional.empty());
            }
        } catch (SQLException | IOException e) {
            String trouble = file + " cannot be read: " + e.getMessage();
            return look(holder, 0, Optional.empty(), Optional.of(trouble));
        }
    }

    private static StoreLook look(
            Optional<String> holder,
            int schema,
            Optional<Instant> newest,
            Optional<String> trouble) {
        return new StoreLook(holder, schema, Schema.MIGRATIONS.size(), newest, trouble);
    }

    private static int schema(Session session) throws SQLException {
        return session
                .list(
                        "SELECT version FROM flyway_schema_history",
                        row -> Integer.parseInt(row.getString("version")))
                .stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private static Optional<Instant> newest(Session session) throws SQLException {
        return session.first(
                "SELECT created_at FROM token ORDER BY id DESC LIMIT 1",
                row -> Columns.time(row, "created_at"));
    }
}
