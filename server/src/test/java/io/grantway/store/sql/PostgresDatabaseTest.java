package io.grantway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.store.PostgresqlConfig;
import io.grantway.testing.AtOnce;
import io.grantway.testing.TestPostgres;
import java.io.File;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostgresDatabaseTest {
    private static final String NAME = "databases";

    private PostgresqlConfig config;
    private PostgresDatabase database;

    @BeforeEach
    void open() {
        config = TestPostgres.emptied(NAME);
        database = open(config);
    }

    private static PostgresDatabase open(PostgresqlConfig config) {
        return PostgresDatabase.open(new PostgresServer(config), Limits.STANDARD, session -> false);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void losesNoneOfManyChangesOfOneRowByTwoNodes() throws Exception {
        try (PostgresDatabase other = open(config)) {
            Callable<Integer> here = () -> database.write(PostgresDatabaseTest::count);
            Callable<Integer> there = () -> other.write(PostgresDatabaseTest::count);

            AtOnce.call(Collections.nCopies(12, here));
            AtOnce.call(List.of(here, there, here, there, here, there, here, there));
        }
        assertThat(counted()).isEqualTo(20);
    }

    private static int count(Session session) throws SQLException {
        byte[] now = {(byte) (counted(session) + 1)};
        return SqlSettings.put(session, "count", now);
    }

    private int counted() {
        return database.read(PostgresDatabaseTest::counted);
    }

    private static int counted(Session session) throws SQLException {
        return session.first(
                        "SELECT value FROM setting WHERE name = ?",
                        row -> (int) row.getBytes("value")[0],
                        "count")
                .orElse(0);
    }

    @Test
    void keepsNothingOfWorkThatFails() {
        assertThatThrownBy(() ->
                        database.write(session -> {
                            count(session);
                            return session.update("INSERT INTO setting (name) VALUES ('x')");
                        }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        database.write(session -> {
                            count(session);
                            throw new IllegalStateException("ours");
                        }))
                .hasMessage("ours");

        assertThat(counted()).isZero();
        assertThat(database.trouble()).isEmpty();
    }

    @Test
    void goesOnAtOnceWhenTheServerHasEndedItsConnections() {
        database.write(PostgresDatabaseTest::count);
        TestPostgres.run(
                NAME,
                "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity"
                        + " WHERE application_name = 'grantway' AND datname = '"
                        + NAME
                        + "'");

        assertThat(counted()).isEqualTo(1);
        database.write(PostgresDatabaseTest::count);
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void findsNothingByATextThatPostgresCannotKeep() {
        SqlSettings settings = new SqlSettings(database);

        assertThat(settings.find("a\0b")).isEmpty();
        settings.put("a\0b", new byte[] {1});
        assertThat(settings.find("a\0b")).contains(new byte[] {1});
    }

    @Test
    void makesItsTablesOnceWhereSeveralNodesStartAtOnce() throws Exception {
        TestPostgres.run(NAME, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");

        List<PostgresDatabase> nodes =
                AtOnce.call(Collections.nCopies(4, () -> PostgresDatabaseTest.open(config)));

        nodes.forEach(PostgresDatabase::close);
        assertThat(
                        database.<Integer>read(session ->
                                session.list("SELECT script FROM schema_history", row -> row)
                                        .size()))
                .isEqualTo(PostgresSchema.MIGRATIONS.size());
    }

    @Test
    void refusesADatabaseOfANewerProgram() {
        TestPostgres.run(NAME, "INSERT INTO schema_history VALUES (1000, 'V1000__more.sql', 1)");
        try {
            assertThatThrownBy(() -> open(config))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("written by a newer Grantway (schema 1000");
        } finally {
            TestPostgres.run(NAME, "DELETE FROM schema_history WHERE version = 1000");
        }
    }

    @Test
    void hasEveryMigrationThatSqliteGotSinceTheFirst() throws Exception {
        File place =
                new File(
                        Objects.requireNonNull(getClass().getResource("/" + PostgresSchema.PLACE))
                                .toURI());

        assertThat(place.list()).containsExactlyInAnyOrderElementsOf(PostgresSchema.MIGRATIONS);
        assertThat(PostgresSchema.MIGRATIONS.subList(1, PostgresSchema.MIGRATIONS.size()))
                .isEqualTo(Schema.MIGRATIONS.subList(13, Schema.MIGRATIONS.size()));
    }

    @Test
    void saysThatNobodyAnswersAtTheAddress() {
        PostgresqlConfig nobody = TestPostgres.config(1, "grantway", 2);

        assertThatThrownBy(() -> open(nobody))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("PostgreSQL at 127.0.0.1:1/grantway cannot be reached")
                .hasMessageContaining("see that it runs");
    }

    @Test
    void saysThatTheDatabaseIsNotThere() {
        PostgresqlConfig absent = TestPostgres.config(config.port(), "absent", 2);

        assertThatThrownBy(() -> open(absent))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is not there: make the database");
    }

    @Test
    void leavesBackupsToPostgres() {
        assertThatThrownBy(() -> database.backup(Path.of("copy")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pg_dump");
    }

    @Test
    void refusesWhenEveryConnectionIsBusyForLong() throws Exception {
        PostgresServer server = new PostgresServer(TestPostgres.config(config.port(), NAME, 1));
        Duration patience = Duration.ofMillis(20);
        try (PostgresConnections connections =
                new PostgresConnections(server, patience, new Trouble())) {
            Session taken = connections.take();
            assertThatThrownBy(connections::take)
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("all 1 connections were busy");
            connections.give(taken);
            assertThat(connections.take()).isSameAs(taken);
        }
    }
}
