package io.grantway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    @TempDir private Path directory;
    private SqliteFile file;

    @BeforeEach
    void nameTheFile() {
        file = new SqliteFile(directory.resolve("grantway.db"), Duration.ofSeconds(5));
    }

    @Test
    void leavesInAnEmptyFileWhatFlywayWouldLeave() throws SQLException {
        SqliteFile other = new SqliteFile(directory.resolve("flyway.db"), file.busy());
        Schema.migrate(other);
        open();

        assertThat(rows(file, "SELECT type || name || sql FROM sqlite_schema ORDER BY name"))
                .isEqualTo(
                        rows(other, "SELECT type || name || sql FROM sqlite_schema ORDER BY name"))
                .hasSizeGreaterThan(6);
        String history =
                "SELECT installed_rank || version || description || type || script || checksum"
                        + " || installed_by || success FROM flyway_schema_history";
        assertThat(rows(file, history))
                .isEqualTo(rows(other, history))
                .hasSameSizeAs(Schema.MIGRATIONS);
        assertThat(flyway().validateWithResult().validationSuccessful).isTrue();
        assertThat(flyway().migrate().migrationsExecuted).isZero();
    }

    @Test
    void knowsEveryMigrationThatThereIs() throws Exception {
        File place =
                new File(
                        Objects.requireNonNull(getClass().getResource("/" + Schema.PLACE)).toURI());

        assertThat(place.list()).containsExactlyInAnyOrderElementsOf(Schema.MIGRATIONS);
    }

    @Test
    void runsTheMigrationsThatAFileLacks() throws SQLException {
        Flyway.configure()
                .dataSource(file.url(), null, null)
                .locations("classpath:" + Schema.PLACE)
                .target("1")
                .load()
                .migrate();

        open();

        assertThat(rows(file, "SELECT version FROM flyway_schema_history"))
                .hasSameSizeAs(Schema.MIGRATIONS);
        assertThat(rows(file, "SELECT username FROM end_user")).isEmpty();
    }

    @Test
    void opensAFileAgainWithoutTouchingItsHistory() throws SQLException {
        open();
        List<String> before = rows(file, "SELECT installed_on FROM flyway_schema_history");
        open();

        assertThat(rows(file, "SELECT installed_on FROM flyway_schema_history")).isEqualTo(before);
    }

    @Test
    void refusesAFileOfANewerProgram() throws SQLException {
        open();
        int known = Schema.MIGRATIONS.size();
        int next = known + 1;
        change(
                "INSERT INTO flyway_schema_history VALUES (%d, '%d', 'more', 'SQL', 'more.sql', 1,"
                                .formatted(next, next)
                        + " '', '2026-01-01', 0, 1)");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(file.path().toString())
                .hasMessageContaining(
                        "written by a newer Grantway (schema %d, this one knows %d)"
                                .formatted(next, known))
                .hasMessageContaining("backup");
    }

    @Test
    void refusesAFileThatWasMadeByAnotherMigration() throws SQLException {
        open();
        change("UPDATE flyway_schema_history SET checksum = 7");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("made by another V1__first_stores.sql")
                .hasMessageContaining(
                        "checksum 7, here " + Schema.checksum("V1__first_stores.sql"));
    }

    @Test
    void refusesTheDatabaseOfAnotherProgram() throws Exception {
        Files.createFile(file.path());
        change("CREATE TABLE cookies (name TEXT)");

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(file.path() + " cannot be brought up to date");
        assertThat(rows(file, "SELECT name FROM sqlite_schema")).containsExactly("cookies");
    }

    private void open() {
        SqliteDatabase.open(file.path(), Limits.STANDARD, session -> false).close();
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(file.url(), null, null)
                .locations("classpath:" + Schema.PLACE)
                .load();
    }

    private void change(String sql) throws SQLException {
        try (Session session = file.openForWriting()) {
            session.script(sql);
        }
    }

    private static List<String> rows(SqliteFile file, String sql) throws SQLException {
        try (Session session = file.openForWriting()) {
            return session.list(sql, row -> String.valueOf(row.getString(1)));
        }
    }
}
