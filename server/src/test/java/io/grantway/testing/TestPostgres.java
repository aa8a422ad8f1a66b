package io.grantway.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grantway.store.PostgresqlConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// A PostgreSQL server on loopback, one for all tests of this process, which ends with it.
public final class TestPostgres {
    private static final class Running {
        static final EmbeddedPostgres SERVER = start();
        static final Map<String, Connection> KEPT = new ConcurrentHashMap<>();
    }

    /// Faster than to truncate tables of a few rows.
    private static final String EMPTY =
            """
            SET session_replication_role = replica;
            DO $$
            DECLARE each text;
            BEGIN
                FOR each IN SELECT tablename FROM pg_tables
                    WHERE schemaname = 'public' AND tablename <> 'schema_history'
                LOOP
                    EXECUTE 'DELETE FROM ' || quote_ident(each);
                END LOOP;
            END $$;
            SET session_replication_role = DEFAULT;
            """;

    private TestPostgres() {}

    /// Waits for no disk: what is tested does not outlive it.
    private static EmbeddedPostgres start() {
        try {
            return builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A server of one's own, to be stopped and started.
    public static EmbeddedPostgres.Builder builder() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "no PostgreSQL to start on this kind of machine");
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("shared_buffers", "16MB")
                .setServerConfig("max_connections", "60");
    }

    /// A database with our tables in it, if at all, and no rows.
    public static PostgresqlConfig emptied(String name) {
        if (!Running.KEPT.containsKey(name)) {
            run("postgres", "CREATE DATABASE " + name);
        }
        run(name, EMPTY);
        return config(Running.SERVER.getPort(), name, 4);
    }

    /// Runs statements in a database.
    public static void run(String name, String sql) {
        try (Statement statement = connection(name).createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs statements at a server of one's own.
    public static void runAt(EmbeddedPostgres server, String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connection(String name) {
        return Running.KEPT.computeIfAbsent(
                name,
                database -> {
                    try {
                        return Running.SERVER.getDatabase("postgres", database).getConnection();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    public static PostgresqlConfig config(int port, String name, int pool) {
        return new PostgresqlConfig(
                null, "127.0.0.1", port, name, "postgres", null, pool, null, null);
    }

    /// As YAML under `server:`.
    public static String yaml(PostgresqlConfig config) {
        return """
          store:
            key: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
            postgresql: {host: %s, port: %d, database: %s, username: %s, pool: %d}
        """
                .formatted(
                        Objects.requireNonNull(config.host()),
                        config.port(),
                        config.database(),
                        config.username(),
                        config.pool());
    }
}
