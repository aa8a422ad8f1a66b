package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The tables of a database file, and the migrations that lead to them.
final class Schema {
    static final String PLACE = "db/migration/sqlite";

    /// The migrations, in order; the n-th makes schema version n.
    static final List<String> MIGRATIONS = List.of("V1__first_stores.sql");

    private static final String FIND_HISTORY =
            "SELECT name FROM sqlite_schema WHERE name = 'flyway_schema_history'";
    private static final String HISTORY =
            "SELECT version, checksum FROM flyway_schema_history ORDER BY installed_rank";

    private record Applied(String version, int checksum) {}

    private Schema() {}

    /// Whether a file has every migration. Costs two queries; starting Flyway costs as much as the
    /// rest of the server's start.
    ///
    /// @throws StoreUnavailable when this program cannot use the file
    static boolean isCurrent(SqliteFile file, Session session) throws SQLException {
        if (session.first(FIND_HISTORY, row -> row.getString("name")).isEmpty()) {
            return false;
        }
        List<Applied> history =
                session.list(
                        HISTORY,
                        row -> new Applied(row.getString("version"), row.getInt("checksum")));
        if (history.size() > MIGRATIONS.size()) {
            throw new StoreUnavailable(
                    file.path()
                            + " was written by a newer Grantway (schema "
                            + history.getLast().version()
                            + ", this one knows "
                            + MIGRATIONS.size()
                            + "): start that one, or put a backup made by this one in its place");
        }
        for (int i = 0; i < history.size(); i++) {
            requireSame(file, history.get(i), MIGRATIONS.get(i));
        }
        return history.size() == MIGRATIONS.size();
    }

    private static void requireSame(SqliteFile file, Applied applied, String migration) {
        if (applied.checksum() != checksum(migration)) {
            throw new StoreUnavailable(
                    file.path()
                            + " was made by another "
                            + migration
                            + " than this program has (checksum "
                            + applied.checksum()
                            + ", here "
                            + checksum(migration)
                            + "): start the Grantway that made the file, or put a backup made by"
                            + " this one in its place");
        }
    }

    /// Runs the migrations that a file lacks.
    static void migrate(SqliteFile file) {
        try {
            Flyway.configure()
                    .dataSource(file.url(), null, null)
                    .locations("classpath:" + PLACE)
                    .failOnMissingLocations(true)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreUnavailable(
                    file.path() + " cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    /// The checksum as Flyway counts it: CRC-32 of the lines without their ends.
    static int checksum(String migration) {
        CRC32 crc = new CRC32();
        try (InputStream resource =
                        Objects.requireNonNull(
                                Schema.class.getResourceAsStream("/" + PLACE + "/" + migration));
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                crc.update(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own files cannot be read", e);
        }
        return (int) crc.getValue();
    }
}
