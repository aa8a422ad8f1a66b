package io.grantway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.AuthorizationCode;
import io.grantway.authserver.IssuedToken;
import io.grantway.authserver.LoginSession;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.AtOnce;
import io.grantway.testing.Issued;
import io.grantway.testing.TestClock;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a database does when its disk or file fails under it.
@Timeout(60)
class FaultsTest {
    private static final Limits LIMITS =
            new Limits(100, 100, 2, Duration.ofMillis(50), Duration.ofSeconds(60));

    private final TestClock clock = new TestClock();
    private final Issued sample = new Issued("Sample", clock.instant());
    @TempDir private Path directory;
    private Path file;
    private SqliteDatabase database;
    private SqlTokens tokens;
    private SqlCodes codes;
    private SqlSessions sessions;

    @BeforeEach
    void open() {
        file = directory.resolve("test.db");
        database = SqliteDatabase.open(file, LIMITS, new Upkeep(clock));
        tokens = new SqlTokens(database, clock);
        codes = new SqlCodes(database, clock);
        sessions = new SqlSessions(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void saysThatTheDiskIsFullAndReadsOn() {
        tokens.save(sample.token("before"));
        letGrow(0);

        assertThatThrownBy(() -> tokens.save(large("large")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("disk is full")
                .hasMessageContaining("free some space");
        assertThat(database.trouble())
                .hasValueSatisfying(text -> assertThat(text).contains("full"));
        assertThat(tokens.findAccessToken(TokenHash.of("before"))).isPresent();
        assertThat(tokens.findAccessToken(TokenHash.of("large"))).isEmpty();
    }

    @Test
    void writesAgainByItselfWhenThereIsSpace() {
        letGrow(0);
        assertThatThrownBy(() -> tokens.save(large("large"))).isInstanceOf(StoreUnavailable.class);

        letGrow(1000);
        tokens.save(large("large"));

        assertThat(tokens.findAccessToken(TokenHash.of("large"))).isPresent();
        assertThat(database.trouble()).isEmpty();
    }

    @Test
    void leavesACodeUnusedWhenItsTokenFindsNoSpace() {
        AuthorizationCode code = sample.code("code");
        codes.save(code);
        letGrow(0);

        assertThatThrownBy(() -> codes.redeem(code, large("large")))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(codes.find(code.hash())).contains(code);
        assertThat(tokens.familyOfSpent(code.hash())).isEmpty();
        letGrow(1000);
        assertThat(codes.redeem(code, large("large"))).isTrue();
    }

    @Test
    void acknowledgesNothingOfAGroupThatFoundNoSpace() throws Exception {
        letGrow(30);
        List<Callable<Boolean>> saves = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            IssuedToken token = large("token " + i);
            saves.add(() -> {
                try {
                    tokens.save(token);
                    return true;
                } catch (StoreUnavailable _) {
                    return false;
                }
            });
        }
        List<Boolean> acknowledged = AtOnce.call(saves);

        assertThat(acknowledged).contains(false);
        for (int i = 0; i < 50; i++) {
            assertThat(tokens.findAccessToken(TokenHash.of("token " + i)).isPresent())
                    .as("token %d", i)
                    .isEqualTo(acknowledged.get(i));
        }
    }

    @Test
    void saysThatAnotherProgramHasLockedTheFileAndReadsOn() throws SQLException {
        tokens.save(sample.token("before"));
        try (Session other = database.file().openForWriting()) {
            other.script("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> tokens.save(sample.token("refused")))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining(file + " is locked by another program");
            assertThat(tokens.findAccessToken(TokenHash.of("before"))).isPresent();
            other.script("ROLLBACK");
        }

        tokens.save(sample.token("after"));
        assertThat(tokens.findAccessToken(TokenHash.of("refused"))).isEmpty();
        assertThat(tokens.findAccessToken(TokenHash.of("after"))).isPresent();
        assertThat(database.trouble()).isEmpty();
    }

    @Test
    void findsOutThatATroubleIsOverWhenNobodyCalls() throws SQLException {
        try (Session other = database.file().openForWriting()) {
            other.script("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> tokens.save(sample.token("refused")))
                    .isInstanceOf(StoreUnavailable.class);
            assertThat(database.trouble()).isPresent();
            other.script("ROLLBACK");
        }

        while (database.trouble().isPresent()) {
            Thread.onSpinWait();
        }
        tokens.save(sample.token("after"));
        assertThat(tokens.findAccessToken(TokenHash.of("after"))).isPresent();
    }

    @Test
    void opensANewConnectionWhenTheOldOneCannotWriteAnyMore() {
        database.write(session -> {
            session.script("PRAGMA query_only = 1");
            return true;
        });

        assertThatThrownBy(() -> tokens.save(sample.token("refused")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("cannot be opened for writing");
        tokens.save(sample.token("after"));
        assertThat(tokens.findAccessToken(TokenHash.of("after"))).isPresent();
    }

    @Test
    void refusesToOpenAFileThatIsNoDatabase() throws Exception {
        Path other = directory.resolve("other.db");
        Files.writeString(other, "It was a dark and stormy night. ".repeat(500));

        assertThatThrownBy(() -> SqliteDatabase.open(other, LIMITS, new Upkeep(clock)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(other + " is damaged: stop Grantway")
                .hasMessageContaining("backup");
    }

    @Test
    void servesWhatIsWholeOfADamagedFile() throws Exception {
        tokens.save(sample.token("before"));
        damageTheTable("login_session");

        assertThatThrownBy(() -> sessions.find(TokenHash.of("cookie")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(file + " is damaged");
        assertThat(tokens.findAccessToken(TokenHash.of("before"))).isPresent();
        tokens.save(sample.token("after"));
        assertThat(tokens.findAccessToken(TokenHash.of("after"))).isPresent();
    }

    @Test
    void letsNobodyElseFailWithWhoTouchesADamagedPage() throws Exception {
        damageTheTable("login_session");
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "token " + i;
            calls.add(() -> {
                tokens.save(sample.token(name));
                return true;
            });
            calls.add(() -> isRefusedALogin(name));
        }

        assertThat(AtOnce.call(calls)).containsOnly(true);
        assertThat(tokens.list("Sample", Optional.empty(), 100)).hasSize(20);
    }

    private boolean isRefusedALogin(String name) {
        try {
            sessions.save(
                    new LoginSession(
                            TokenHash.of(name),
                            "a session",
                            "Sample",
                            "megan",
                            List.of("pwd"),
                            clock.instant(),
                            clock.instant().plusSeconds(60)));
            return false;
        } catch (StoreUnavailable _) {
            return true;
        }
    }

    /// Closes the file, overwrites the first page of a table, and opens it again.
    private void damageTheTable(String table) throws Exception {
        long page =
                database.read(session ->
                        session.first(
                                        "SELECT rootpage FROM sqlite_schema WHERE name = ?",
                                        row -> row.getLong("rootpage"),
                                        table)
                                .orElseThrow());
        database.close();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek((page - 1) * 4096);
            bytes.write("x".repeat(4096).getBytes(StandardCharsets.US_ASCII));
        }
        open();
    }

    /// Lets the file grow by some pages, as a disk with so much space left would.
    private void letGrow(int pages) {
        database.write(session -> {
            long now = session.first("PRAGMA page_count", row -> row.getLong(1)).orElseThrow();
            session.script("PRAGMA max_page_count = " + (now + pages));
            return true;
        });
    }

    /// A token that does not fit into the room left in the pages that are there.
    private IssuedToken large(String name) {
        IssuedToken token = sample.token(name);
        AccessToken access = token.access();
        return new IssuedToken(
                new AccessToken(
                        access.id(),
                        access.workspace(),
                        access.audience(),
                        access.client(),
                        Optional.of("m".repeat(20_000)),
                        access.scopes(),
                        access.expiresAt()),
                token.accessHash(),
                token.refreshHash(),
                token.family(),
                token.createdAt(),
                token.refreshExpiresAt());
    }
}
