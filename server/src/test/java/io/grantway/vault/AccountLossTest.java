package io.grantway.vault;

import static io.grantway.vault.LiveAccountsTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grantway.oauth.TokenHash;
import io.grantway.supply.KeptToken;
import io.grantway.supply.TokenRows;
import io.grantway.testing.RotatingTokens;
import io.grantway.testing.TokenIssuer.Answer;
import io.grantway.testing.VaultFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a server that rotates its refresh tokens has given is not lost, wherever a node or an
/// answer is.
class AccountLossTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Optional<Duration> UNKNOWN = Optional.empty();

    private final RotatingTokens server = new RotatingTokens("first");

    /// Set before each test.
    @SuppressWarnings("NullAway.Init")
    private VaultFixture there;

    @BeforeEach
    void open(@TempDir Path directory) {
        there = new VaultFixture(directory);
        there.oauth2("drive", "");
        there.issuer.answering(server);
    }

    @AfterEach
    void close() throws Exception {
        there.close();
    }

    /// Rows that a node uses that dies at one of its steps.
    private record Dying(TokenRows rows, AtomicInteger left, boolean after) implements TokenRows {
        private <T> T step(Supplier<T> does) {
            boolean dies = left.decrementAndGet() < 0;
            if (dies && !(after && left.get() == -1)) {
                throw new IllegalStateException("killed");
            }
            T done = does.get();
            if (dies) {
                throw new IllegalStateException("killed");
            }
            return done;
        }

        @Override
        public Optional<Row> find(TokenHash id) {
            return step(() -> rows.find(id));
        }

        @Override
        public boolean lease(
                Place place, long generation, String owner, Instant now, Instant until) {
            return step(() -> rows.lease(place, generation, owner, now, until));
        }

        @Override
        public boolean extend(TokenHash id, String owner, Instant until) {
            return step(() -> rows.extend(id, owner, until));
        }

        @Override
        public boolean save(
                Place place,
                long expected,
                long generation,
                KeptToken token,
                Instant now,
                Instant expires) {
            return step(() -> rows.save(place, expected, generation, token, now, expires));
        }

        @Override
        public void release(TokenHash id, String owner, boolean ended) {
            step(() -> {
                rows.release(id, owner, ended);
                return true;
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, false",
        "0, true",
        "1, false",
        "1, true",
        "2, false",
        "2, true",
        "3, false",
        "3, true"
    })
    void losesNoAccountWithANodeThatDiesAtAnyStep(int steps, boolean after) {
        AccountKey key = there.connect("megan", "drive");
        there.clock.forward(HOUR);
        TokenRows rows =
                new Dying(there.store.accounts().tokens(), new AtomicInteger(steps), after);
        LiveAccounts dying = there.node(there.store.accounts(), rows);
        try {
            dying.find(key).orElseThrow().credential();
        } catch (AccountUnavailable e) {
            assertThat(e.reason()).isEqualTo(AccountUnavailable.Reason.LATER);
        }
        there.clock.forward(Duration.ofSeconds(1));

        for (int i = 0; i < 3; i++) {
            LiveAccounts next = there.node(there.store.accounts());
            assertThat(text(next.find(key).orElseThrow().credential())).startsWith("access-");
            there.clock.forward(HOUR);
        }
        assertThat(server.reuses()).isZero();
        assertThat(there.events(VaultEvent.Kind.RECONNECT_NEEDED)).isEmpty();
    }

    @Test
    void asksAgainForAnAnswerThatWasLost() {
        AccountKey key = there.connect("megan", "drive");
        there.clock.forward(HOUR);
        there.issuer.answering(it -> {
            server.apply(it);
            throw new IllegalStateException("the line is cut");
        });
        AccountUnavailable why =
                catchThrowableOfType(
                        AccountUnavailable.class,
                        () -> there.accounts.find(key).orElseThrow().credential());
        assertThat(why.reason()).isEqualTo(AccountUnavailable.Reason.LATER);
        there.issuer.answering(server);
        there.clock.forward(Duration.ofMinutes(1));

        assertThat(text(there.accounts.find(key).orElseThrow().credential())).isEqualTo("access-1");
        assertThat(server.reuses()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PT10M, true", "PT1M, false"})
    void triesTheTokenBeforeWithinTheProvidersGrace(Duration grace, boolean helps) {
        there.oauth2("strict", "", new Access.RefreshLife(UNKNOWN, UNKNOWN, Optional.of(grace)));
        AccountKey key = there.connect("megan", "strict");
        there.clock.forward(HOUR);
        LiveAccount live = there.accounts.find(key).orElseThrow();
        Credential first = live.credential();
        // The server lost its last rotation, and we the answer to a request after it.
        server.forgetTheLastRotation();
        there.issuer.answering(_ -> Answer.error(503, "server_error"));
        assertThatThrownBy(() -> live.another(first)).isInstanceOf(AccountUnavailable.class);
        there.issuer.answering(server);
        there.clock.forward(Duration.ofMinutes(5));

        if (helps) {
            assertThat(text(live.another(first))).isEqualTo("access-2");
        } else {
            AccountUnavailable why =
                    catchThrowableOfType(AccountUnavailable.class, () -> live.another(first));
            assertThat(why.reason()).isEqualTo(AccountUnavailable.Reason.RECONNECT);
        }
        assertThat(there.events(VaultEvent.Kind.RECONNECT_NEEDED)).hasSize(helps ? 0 : 1);
    }

    @Test
    void keepsOnThisNodeWhatTheStoreDidNotTake() {
        AccountKey key = there.connect("megan", "drive");
        there.clock.forward(HOUR);
        AtomicInteger left = new AtomicInteger(2);
        LiveAccounts node =
                there.node(
                        there.store.accounts(),
                        new Dying(there.store.accounts().tokens(), left, false));

        assertThat(text(node.find(key).orElseThrow().credential())).isEqualTo("access-1");
        left.set(Integer.MAX_VALUE);
        there.clock.forward(HOUR);
        assertThat(text(node.find(key).orElseThrow().credential())).isEqualTo("access-2");
        assertThat(server.repeats() + server.reuses()).isZero();
    }
}
