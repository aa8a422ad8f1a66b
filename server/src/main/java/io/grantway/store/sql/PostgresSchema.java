package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables of a PostgreSQL database, and the migrations that lead to them. Nodes that start at
/// once take turns.
final class PostgresSchema {
    static final String PLACE = "db/migration/postgresql";

    /// The migrations, in order, from the one that makes what SQLite's first thirteen make.
    static final List<String> MIGRATIONS =
            List.of(
                    "V13__stores.sql",
                    "V14__supplied_tokens.sql",
                    "V15__leases.sql",
                    "V16__channels.sql",
                    "V17__accounts.sql",
                    "V18__data_keys.sql",
                    "V19__connect_sessions.sql",
                    "V20__vault_calls.sql");

    /// The first half of the numbers of our advisory locks: "gway".
    static final int LOCK = 0x67776179;

    private static final String TURN = "SELECT pg_advisory_lock(" + LOCK + ", 1)";
    private static final String CREATE_HISTORY =
            """
            CREATE TABLE IF NOT EXISTS schema_history (
                version BIGINT NOT NULL PRIMARY KEY,
                script TEXT NOT NULL,
                checksum BIGINT NOT NULL,
                applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
            )
            """;
    private static final String HISTORY =
            "SELECT version, checksum FROM schema_history ORDER BY version";
    private static final String RECORD =
            "INSERT INTO schema_history (version, script, checksum) VALUES (?, ?, ?)";

    private record Applied(int version, int checksum) {}

    private final PostgresServer server;

    PostgresSchema(PostgresServer server) {
        this.server = server;
    }

    /// Runs the migrations that the database lacks, each wholly or not at all.
    ///
    /// @throws StoreUnavailable when it cannot be reached, or this program cannot use it
    void bringUpToDate() {
        // Without a limit: another node may be at a long one.
        try (Session session = new Session(server.connect(Duration.ZERO))) {
            // The lock goes with the connection.
            session.execute(TURN);
            session.script(CREATE_HISTORY);
            List<Applied> history =
                    session.list(
                            HISTORY,
                            row -> new Applied(row.getInt("version"), row.getInt("checksum")));
            history.forEach(this::requireKnown);
            Set<Integer> done = history.stream().map(Applied::version).collect(Collectors.toSet());
            for (String migration : MIGRATIONS) {
                if (!done.contains(version(migration))) {
                    run(session, migration);
                }
            }
        } catch (SQLException e) {
            throw PostgresFaults.blameTheWork(e)
                    ? new StoreUnavailable(
                            server.name() + " cannot be brought up to date: " + e.getMessage(), e)
                    : server.faults().unavailable(e);
        }
    }

    private static void run(Session session, String migration) throws SQLException {
        String text = Schema.text(PLACE, migration);
        session.script("BEGIN");
        session.script(text);
        session.update(RECORD, version(migration), migration, Schema.checksumOf(text));
        session.script("COMMIT");
    }

    private void requireKnown(Applied applied) {
        String migration =
                MIGRATIONS.stream()
                        .filter(known -> version(known) == applied.version())
                        .findFirst()
                        .orElseThrow(() -> newer(applied));
        requireSame(applied, migration);
    }

    private StoreUnavailable newer(Applied applied) {
        return new StoreUnavailable(
                server.name()
                        + " was written by a newer Grantway (schema "
                        + applied.version()
                        + ", this one knows "
                        + version(MIGRATIONS.getLast())
                        + "): start that one, or restore a dump made by this one");
    }

    private void requireSame(Applied applied, String migration) {
        int here = Schema.checksumOf(Schema.text(PLACE, migration));
        if (applied.checksum() != here) {
            throw new StoreUnavailable(
                    server.name()
                            + " was made by another "
                            + migration
                            + " than this program has (checksum "
                            + applied.checksum()
                            + ", here "
                            + here
                            + "): start the Grantway that made it, or restore a dump made by this"
                            + " one");
        }
    }

    private static int version(String migration) {
        return Integer.parseInt(migration.substring(1, migration.indexOf('_')));
    }
}
