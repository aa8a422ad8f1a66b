package io.grantway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.AuthorizationCode;
import io.grantway.authserver.IssuedToken;
import io.grantway.authserver.LoginSession;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.Issued;
import io.grantway.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UpkeepTest {
    private final TestClock clock = new TestClock();
    private final Issued sample = new Issued("Sample", clock.instant());
    @TempDir private Path directory;
    private SqliteDatabase database;
    private SqlTokens tokens;
    private SqlCodes codes;

    @BeforeEach
    void open() {
        open(Limits.STANDARD);
    }

    private void open(Limits limits) {
        database = SqliteDatabase.open(directory.resolve("test.db"), limits, new Upkeep(clock));
        tokens = new SqlTokens(database, clock);
        codes = new SqlCodes(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void takesAwayATokenWhenNothingOfItIsAliveAndNotBefore() {
        tokens.save(sample.token("one"));
        tokens.save(sample.bareToken("never", Instant.MAX));
        clock.forward(Duration.ofHours(2));
        keepUp();
        assertThat(rows("token")).isEqualTo(2);

        clock.forward(Duration.ofHours(22));
        keepUp();
        assertThat(rows("token")).isEqualTo(1);
    }

    @Test
    void takesAwayCodesAndSessionsThatHaveExpired() {
        codes.save(sample.code("code"));
        new SqlSessions(database, clock)
                .save(
                        new LoginSession(
                                TokenHash.of("cookie"),
                                "a session",
                                "Sample",
                                "megan",
                                List.of("pwd"),
                                clock.instant(),
                                clock.instant().plusSeconds(600)));
        keepUp();
        assertThat(rows("code") + rows("login_session")).isEqualTo(2);

        clock.forward(Duration.ofMinutes(10));
        keepUp();
        assertThat(rows("code") + rows("login_session")).isZero();
    }

    @Test
    void forgetsASpentCodeWhenItsTokenIsDead() {
        AuthorizationCode code = sample.code("code");
        codes.save(code);
        codes.redeem(code, sample.token("token", code.family()));
        clock.forward(Duration.ofHours(23));
        keepUp();
        assertThat(rows("spent")).isEqualTo(1);

        clock.forward(Duration.ofHours(1));
        keepUp();
        assertThat(rows("spent")).isZero();
    }

    @Test
    void forgetsASpentRefreshTokenThatNeverExpiresOnceItsFamilyHasDied() {
        IssuedToken eternal = eternal("old");
        tokens.save(eternal);
        tokens.replace(eternal, sample.token("new", eternal.family()));
        assertThat(rows("spent")).isEqualTo(1);

        clock.forward(Duration.ofDays(1));
        keepUp();
        assertThat(rows("spent")).isZero();
    }

    @Test
    void forgetsWhatAFamilySpentWhenItsLastTokenIsDeletedOrRevoked() {
        for (String name : List.of("one", "two")) {
            IssuedToken old = eternal(name);
            tokens.save(old);
            tokens.replace(old, sample.token("new " + name, old.family()));
        }
        assertThat(rows("spent")).isEqualTo(2);

        tokens.delete("Sample", sample.tokenId("new one"));
        assertThat(rows("spent")).isEqualTo(1);
        tokens.revokeFamily(Issued.id("two", "family"));
        assertThat(rows("spent")).isZero();
    }

    @Test
    void takesAwayAFewRowsAtATimeAndSaysThatThereAreMore() {
        for (int i = 0; i < 300; i++) {
            tokens.save(sample.token("token " + i));
        }
        clock.forward(Duration.ofDays(1));

        assertThat(database.write(new Upkeep(clock))).isTrue();
        assertThat(rows("token")).isEqualTo(300 - 256);
        assertThat(database.write(new Upkeep(clock))).isFalse();
        assertThat(rows("token")).isZero();
    }

    @Test
    void keepsTheNewestEntriesOfTheAuditTrail() {
        database.write(session -> {
            session.script(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100300)"
                            + " INSERT INTO audit SELECT i, CAST(printf('%016d', i) AS BLOB), i,"
                            + " 'ann', 'update', 'user', 'x', '', NULL, NULL FROM n");
            return 0;
        });

        assertThat(database.write(new Upkeep(clock))).isTrue();
        keepUp();
        assertThat(rows("audit")).isEqualTo(100_000);
        assertThat(rows("audit WHERE at <= 300")).isZero();
    }

    @Test
    void runsByItselfUntilEverythingDeadIsGone() {
        for (int i = 0; i < 600; i++) {
            tokens.save(sample.token("token " + i));
        }
        clock.forward(Duration.ofDays(1));
        database.close();
        open(new Limits(100, 100, 1, Duration.ofSeconds(5), Duration.ofMillis(1)));

        while (rows("token") > 0) {
            Thread.onSpinWait();
        }
        assertThat(database.trouble()).isEmpty();
    }

    /// A token whose refresh token never expires.
    private IssuedToken eternal(String name) {
        IssuedToken token = sample.token(name);
        return new IssuedToken(
                token.access(),
                token.accessHash(),
                Optional.of(TokenHash.of(name + " refresh")),
                token.family(),
                token.createdAt(),
                Instant.MAX);
    }

    private void keepUp() {
        assertThat(database.write(new Upkeep(clock))).isFalse();
    }

    private long rows(String table) {
        return database.read(session ->
                session.first("SELECT count(*) AS n FROM " + table, row -> row.getLong("n"))
                        .orElseThrow());
    }
}
