package io.grantway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.grantway.store.PostgresqlConfig;
import io.grantway.store.PostgresqlConfig.Tls;
import io.grantway.testing.TestPostgres;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementsTest {
    private static final Pattern STATEMENT = Pattern.compile("(SELECT|INSERT|UPDATE|DELETE) .*");

    @Test
    void findsEveryRowByAnIndex(@TempDir Path directory) throws Exception {
        SqliteFile file = new SqliteFile(directory.resolve("test.db"), Duration.ofSeconds(5));
        SqliteDatabase.open(file.path(), Limits.STANDARD, session -> false).close();
        List<String> statements = statements();
        assertThat(statements).hasSizeGreaterThan(25);

        try (Session session = file.openForWriting()) {
            for (String statement : statements) {
                assertThat(
                                session.list(
                                        "EXPLAIN QUERY PLAN " + statement,
                                        row -> row.getString("detail")))
                        .as(statement)
                        .noneMatch(step -> step.contains("SCAN") || step.contains("TEMP B-TREE"));
            }
        }
    }

    @Test
    void findsEveryRowByAnIndexInPostgres() throws Exception {
        PostgresqlConfig config = TestPostgres.emptied("statements");
        new PostgresSchema(new PostgresServer(config)).bringUpToDate();

        try (PostgresConnections connections =
                new PostgresConnections(unprepared(config), Duration.ZERO, new Trouble())) {
            Session session = connections.take();
            for (String statement : statements()) {
                assertThat(plan(session, statement)).as(statement).isNotEmpty();
                assertThat(plan(session, statement))
                        .as(statement)
                        .noneMatch(step -> step.contains("Seq Scan"));
            }
        }
    }

    /// Whose driver sends statements as they are, marks and all.
    private static PostgresServer unprepared(PostgresqlConfig config) {
        String url =
                "jdbc:postgresql://127.0.0.1:%d/%s?preferQueryMode=simple"
                        .formatted(config.port(), config.database());
        return new PostgresServer(
                new PostgresqlConfig(url, null, 1, "-", config.username(), null, 1, Tls.OFF, null));
    }

    /// For any values.
    private static List<String> plan(Session session, String statement) throws SQLException {
        int[] number = {0};
        String numbered =
                Pattern.compile("[?]").matcher(statement).replaceAll(_ -> "\\$" + ++number[0]);
        return session.list("EXPLAIN (GENERIC_PLAN) " + numbered, row -> row.getString(1));
    }

    /// Every constant that holds a statement, but those on the small tables of the schema itself,
    /// which only the start reads.
    private static List<String> statements() throws ReflectiveOperationException {
        List<String> statements = new ArrayList<>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.grantway.store")) {
            for (Field field : type.reflect().getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && field.getType() == String.class
                        && !type.isEquivalentTo(Schema.class)
                        && !type.getSimpleName().startsWith("Postgres")) {
                    field.setAccessible(true);
                    String text = (String) field.get(null);
                    if (STATEMENT.matcher(text).matches()) {
                        statements.add(text);
                    }
                }
            }
        }
        return statements;
    }
}
