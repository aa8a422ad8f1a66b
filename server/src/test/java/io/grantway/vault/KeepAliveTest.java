package io.grantway.vault;

import static io.grantway.testing.VaultFixture.connected;
import static io.grantway.testing.VaultFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.supply.FirstToken;
import io.grantway.testing.AtOnce;
import io.grantway.testing.TokenIssuer;
import io.grantway.testing.TokenIssuer.Answer;
import io.grantway.testing.VaultFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepAliveTest {
    private static final Optional<Duration> UNKNOWN = Optional.empty();
    private static final Duration DAY = Duration.ofDays(1);

    /// Set before each test.
    @SuppressWarnings("NullAway.Init")
    private VaultFixture there;

    @SuppressWarnings("NullAway.Init")
    private KeepAlive keepAlive;

    @BeforeEach
    void open(@TempDir Path directory) {
        there = new VaultFixture(directory);
        there.oauth2(
                "xero",
                "",
                new Access.RefreshLife(Optional.of(Duration.ofDays(10)), UNKNOWN, UNKNOWN));
        there.oauth2("drive", "");
        keepAlive = there.keepAlive(there.accounts);
    }

    @AfterEach
    void close() throws Exception {
        there.close();
    }

    private List<String> asked() {
        return there.issuer.asked().stream()
                .map(it -> it.form().first("refresh_token").orElse(""))
                .toList();
    }

    private void connect(String user, String provider) {
        there.accounts.connect(
                connected(key(user, provider), there.first("a", Optional.of("of " + user))));
    }

    @Test
    void usesRefreshTokensThatNobodyUsesAndNoOthers() {
        connect("idle", "xero");
        connect("busy", "xero");
        connect("endless", "drive");
        there.clock.forward(DAY.multipliedBy(5));
        there.accounts.find(key("busy", "xero")).orElseThrow().credential();
        keepAlive.run();
        assertThat(asked()).containsExactly("of busy");
        there.clock.forward(DAY.multipliedBy(4));

        keepAlive.run();
        keepAlive.run();
        assertThat(asked()).containsExactly("of busy", "of idle");
        for (int day = 0; day < 40; day++) {
            there.clock.forward(DAY);
            keepAlive.run();
        }
        assertThat(asked()).hasSizeBetween(10, 14).doesNotContain("of endless");
    }

    @Test
    void usesOneWhoseAccessTokenStillServes() {
        FirstToken lasting =
                there.first("a", Optional.of("of megan"), Optional.of(Duration.ofDays(60)));
        there.accounts.connect(connected(key("megan", "xero"), lasting));
        there.clock.forward(DAY.multipliedBy(9));

        keepAlive.run();
        assertThat(asked()).containsExactly("of megan");
    }

    @Test
    void renewsOnceForSeveralNodes() throws Exception {
        connect("idle", "xero");
        KeepAlive other = there.keepAlive(there.node(there.store.accounts()));
        there.clock.forward(DAY.multipliedBy(9));

        AtOnce.call(
                List.of(
                        () -> {
                            keepAlive.run();
                            return 1;
                        },
                        () -> {
                            other.run();
                            return 2;
                        }));
        assertThat(asked()).containsExactly("of idle");
    }

    @Test
    void triesAgainAfterAnOutage() {
        connect("idle", "xero");
        there.issuer.answering(_ -> Answer.error(503, "server_error"));
        there.clock.forward(DAY.multipliedBy(8));
        keepAlive.run();
        keepAlive.run();
        assertThat(asked()).hasSize(1);
        there.issuer.answering(TokenIssuer::numbered);
        there.clock.forward(DAY);
        keepAlive.run();

        assertThat(asked()).hasSize(2);
        assertThat(there.events(VaultEvent.Kind.RECONNECT_NEEDED)).isEmpty();
    }

    @Test
    void warnsOnceBeforeAGrantEnds() {
        AccountKey key = key("megan", "drive");
        there.accounts.connect(
                new Accounts.Connected(
                        key,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        new Accounts.Got.Tokens(there.first("a", Optional.of("r"))),
                        Optional.of(there.clock.instant().plus(DAY.multipliedBy(100)))));
        there.clock.forward(DAY.multipliedBy(92));
        keepAlive.run();
        assertThat(there.events(VaultEvent.Kind.ENDS_SOON)).isEmpty();
        there.clock.forward(DAY.multipliedBy(2));
        keepAlive.run();
        keepAlive.run();

        assertThat(there.events(VaultEvent.Kind.ENDS_SOON))
                .singleElement()
                .satisfies(it -> assertThat(it.account()).isEqualTo(key));
    }
}
