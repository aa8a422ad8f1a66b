package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
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

    /// The migrations, in order of their versions.
    static final List<String> MIGRATIONS =
            List.of(
                    "V1__first_stores.sql",
                    "V2__administration.sql",
                    "V3__entities.sql",
                    "V4__signing_keys.sql",
                    "V5__openid.sql",
                    "V6__token_claims.sql",
                    "V7__initial_access_tokens.sql",
                    "V8__second_factors.sql",
                    "V9__consents.sql",
                    "V10__session_clients.sql",
                    "V11__passkeys.sql",
                    "V12__identities.sql",
                    "V13__analytics.sql",
                    "V14__supplied_tokens.sql",
                    "V15__leases.sql",
                    "V16__channels.sql",
                    "V17__accounts.sql",
                    "V18__data_keys.sql",
                    "V19__connect_sessions.sql",
                    "V20__vault_calls.sql");

    private static final String TABLES =
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    private static final String HISTORY_TABLE = "flyway_schema_history";

    /// As Flyway makes it.
    private static final String CREATE_HISTORY =
            """
            CREATE TABLE "flyway_schema_history" (
                "installed_rank" INT NOT NULL PRIMARY KEY,
                "version" VARCHAR(50),
                "description" VARCHAR(200) NOT NULL,
                "type" VARCHAR(20) NOT NULL,
                "script" VARCHAR(1000) NOT NULL,
                "checksum" INT,
                "installed_by" VARCHAR(100) NOT NULL,
                "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
                "execution_time" INT NOT NULL,
                "success" BOOLEAN NOT NULL
            );
            CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
            """;

    private static final String RECORD =
            "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                    + " checksum, installed_by, execution_time, success)"
                    + " VALUES (?, ?, ?, 'SQL', ?, ?, '', 0, 1)";
    private static final String HISTORY =
            "SELECT version, checksum FROM flyway_schema_history ORDER BY installed_rank";

    private record Applied(String version, int checksum) {}

    private Schema() {}

    /// Makes the tables of an empty file, and otherwise says whether a file has every migration.
    /// Starting Flyway would cost as much as the rest of the server's start; it is kept for files
    /// that lack something.
    ///
    /// @throws StoreUnavailable when this program cannot use the file
    static boolean isCurrent(SqliteFile file, Session session) throws SQLException {
        List<String> tables = session.list(TABLES, row -> row.getString("name"));
        if (tables.isEmpty()) {
            create(session);
            return true;
        }
        return tables.contains(HISTORY_TABLE) && hasAll(file, session);
    }

    /// Leaves what Flyway would leave.
    private static void create(Session session) throws SQLException {
        session.script("BEGIN IMMEDIATE");
        session.script(CREATE_HISTORY);
        for (int i = 0; i < MIGRATIONS.size(); i++) {
            String migration = MIGRATIONS.get(i);
            session.script(text(migration));
            session.update(
                    RECORD,
                    i + 1,
                    migration.substring(1, migration.indexOf("__")),
                    migration.replaceAll("^V\\d+__|[.]sql$", "").replace('_', ' '),
                    migration,
                    checksum(migration));
        }
        session.script("COMMIT");
    }

    private static boolean hasAll(SqliteFile file, Session session) throws SQLException {
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
        return checksumOf(text(migration));
    }

    private static String text(String migration) {
        return text(PLACE, migration);
    }

    static int checksumOf(String text) {
        CRC32 crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }

    static String text(String place, String migration) {
        try (InputStream resource =
                Objects.requireNonNull(
                        Schema.class.getResourceAsStream("/" + place + "/" + migration))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own files cannot be read", e);
        }
    }
}
