package io.grantway.vault;

import static io.grantway.testing.VaultFixture.connected;
import static io.grantway.testing.VaultFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grantway.config.Secret;
import io.grantway.supply.FirstToken;
import io.grantway.testing.RotatingTokens;
import io.grantway.testing.TokenIssuer;
import io.grantway.testing.TokenIssuer.Answer;
import io.grantway.testing.VaultFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveAccountsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /// Set before each test.
    @SuppressWarnings("NullAway.Init")
    private VaultFixture there;

    @BeforeEach
    void open(@TempDir Path directory) {
        there = new VaultFixture(directory);
        there.oauth2("drive", "");
    }

    @AfterEach
    void close() throws Exception {
        there.close();
    }

    static String text(Credential credential) {
        return switch (credential) {
            case Credential.Token(var token) -> token.value().expose(it -> it);
            case Credential.Fixed(var fixed) -> fixed.toString();
        };
    }

    private LiveAccount live(AccountKey key) {
        return there.accounts.find(key).orElseThrow();
    }

    private AccountUnavailable refusal(Runnable call) {
        return catchThrowableOfType(AccountUnavailable.class, call::run);
    }

    @Test
    void callsWithTheTokenOfTheConsentUntilItExpires() {
        there.issuer.answering(new RotatingTokens("first"));
        AccountKey key = there.connect("megan", "drive");

        assertThat(text(live(key).credential())).isEqualTo("access-0");
        assertThat(there.issuer.count()).isZero();
        there.clock.forward(HOUR);
        assertThat(text(live(key).credential())).isEqualTo("access-1");
        assertThat(live(key).account().state()).isEqualTo(Account.State.ACTIVE);
    }

    @Test
    void keepsTheRefreshTokenWhereAnAnswerHasNone() {
        there.issuer.answering(it ->
                it.form().first("refresh_token").orElse("").equals("first")
                        ? TokenIssuer.numbered(it)
                        : Answer.error(400, "invalid_grant"));
        AccountKey key = there.connect("megan", "drive");

        for (int i = 1; i <= 3; i++) {
            there.clock.forward(HOUR);
            assertThat(text(live(key).credential())).isEqualTo("token-" + i);
        }
    }

    @Test
    void renewsATokenWithoutAnEndWhenItIsRefused() {
        there.issuer.answering(new RotatingTokens("first"));
        AccountKey key = key("megan", "drive");
        there.accounts.connect(
                connected(key, there.first("endless", Optional.of("first"), Optional.empty())));
        Credential first = live(key).credential();
        there.clock.forward(HOUR);
        assertThat(text(live(key).credential())).isEqualTo("endless");

        Credential next = live(key).another(first);
        assertThat(text(next)).isEqualTo("access-1");
        assertThat(live(key).another(first)).isEqualTo(next);
        assertThat(there.issuer.count()).isEqualTo(1);
    }

    @Test
    void servesATokenThatNothingRenewsUntilItIsRefused() {
        AccountKey key = key("megan", "drive");
        there.accounts.connect(
                connected(key, there.first("classic", Optional.empty(), Optional.empty())));
        there.clock.forward(Duration.ofDays(1000));
        Credential classic = live(key).credential();
        assertThat(text(classic)).isEqualTo("classic");

        assertThat(refusal(() -> live(key).another(classic)).reason())
                .isEqualTo(AccountUnavailable.Reason.RECONNECT);
        assertThat(live(key).account().state()).isEqualTo(Account.State.RECONNECT);
        assertThat(there.events(VaultEvent.Kind.RECONNECT_NEEDED)).hasSize(1);
        assertThat(there.issuer.count()).isZero();
    }

    @Test
    void asksNoStoreForAnAccountInMemory() throws Exception {
        AccountKey key = there.connect("megan", "drive");
        live(key).credential();
        LiveAccount known = there.accounts.ready(key).orElseThrow();
        there.store.close();

        for (int i = 0; i < 100; i++) {
            assertThat(there.accounts.ready(key).orElseThrow().ready()).isPresent();
            assertThat(text(known.credential())).isEqualTo("access-0");
        }
    }

    @Test
    void tellsADeadGrantOnceAndAsksNoMore() {
        there.issuer.answering(_ -> Answer.error(400, "invalid_grant"));
        AccountKey key = there.connect("megan", "drive");
        LiveAccounts other = there.node(there.store.accounts());
        assertThat(other.find(key)).isPresent();
        there.clock.forward(HOUR);

        for (int i = 0; i < 3; i++) {
            assertThat(refusal(() -> live(key).credential()).reason())
                    .isEqualTo(AccountUnavailable.Reason.RECONNECT);
            there.clock.forward(HOUR);
        }
        assertThat(refusal(() -> other.find(key).orElseThrow().credential()).reason())
                .isEqualTo(AccountUnavailable.Reason.RECONNECT);
        LiveAccounts later = there.node(there.store.accounts());
        assertThat(refusal(() -> later.find(key).orElseThrow().credential()))
                .hasMessageContaining("connected again");

        assertThat(there.issuer.count()).isEqualTo(1);
        assertThat(there.events(VaultEvent.Kind.RECONNECT_NEEDED))
                .singleElement()
                .satisfies(event -> assertThat(event.account()).isEqualTo(key));
        assertThat(there.accounts.of(key.workspace(), key.app(), "megan"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.state()).isEqualTo(Account.State.RECONNECT);
                    assertThat(it.trouble())
                            .hasValueSatisfying(why -> assertThat(why).contains("invalid_grant"));
                });
    }

    @Test
    void takesAnOutageForNoDeadGrant() {
        AccountKey key = there.connect("megan", "drive");
        there.clock.forward(HOUR);
        for (Answer answer :
                new Answer[] {
                    Answer.error(503, "temporarily_unavailable"),
                    Answer.error(429, "slow_down"),
                    Answer.error(401, "invalid_client"),
                    Answer.json("<html>")
                }) {
            there.issuer.answering(_ -> answer);
            assertThat(refusal(() -> live(key).credential()).reason())
                    .isIn(
                            AccountUnavailable.Reason.LATER,
                            AccountUnavailable.Reason.PROVIDER_SETTINGS);
            there.clock.forward(HOUR);
        }
        assertThat(there.events(VaultEvent.Kind.RECONNECT_NEEDED)).isEmpty();
        there.issuer.answering(new RotatingTokens("first"));
        assertThat(text(live(key).credential())).isEqualTo("access-1");
    }

    @Test
    void tellsEachRefreshWithoutAnythingSecret() {
        there.issuer.answering(new RotatingTokens("first"));
        AccountKey key = there.connect("megan", "drive");
        there.clock.forward(HOUR);
        live(key).credential();
        there.issuer.answering(_ -> Answer.error(400, "invalid_grant"));
        there.clock.forward(HOUR);
        refusal(() -> live(key).credential());

        assertThat(there.events(VaultEvent.Kind.REFRESH))
                .extracting(VaultEvent::outcome)
                .containsExactly("ok", "invalid_grant");
        VaultEvent good = there.events(VaultEvent.Kind.REFRESH).getFirst();
        assertThat(good.status()).hasValue(200);
        assertThat(good.tokenHash().orElseThrow()).matches("[0-9a-f]{12}");
        assertThat(there.events.toString())
                .doesNotContain("access-1")
                .doesNotContain("refresh-1")
                .doesNotContain("s3cret");
    }

    @Test
    void neverRenewsEarlyAtAProviderThatRefusesThat() {
        there.oauth2("exact", ", renewBefore: 0s");
        Instant end = there.clock.instant().plus(HOUR);
        RotatingTokens server = new RotatingTokens("first");
        there.issuer.answering(it ->
                there.clock.instant().isBefore(end)
                        ? Answer.error(400, "invalid_grant")
                        : server.apply(it));
        AccountKey key = there.connect("megan", "exact");

        for (int minute = 0; minute < 60; minute++) {
            assertThat(text(live(key).credential())).isEqualTo("access-0");
            there.clock.forward(Duration.ofMinutes(1));
        }
        assertThat(text(live(key).credential())).isEqualTo("access-1");
        assertThat(there.issuer.count()).isEqualTo(1);
    }

    @Test
    void goesOnUnderItsIdWhenItIsConnectedAgain() {
        there.issuer.answering(_ -> Answer.error(400, "invalid_grant"));
        AccountKey key = there.connect("megan", "drive");
        Account before = live(key).account();
        there.clock.forward(HOUR);
        refusal(() -> live(key).credential());

        Account again =
                there.accounts.connect(
                        connected(key, there.first("access-9", Optional.of("second"))));
        assertThat(again.id()).isEqualTo(before.id());
        assertThat(again.state()).isEqualTo(Account.State.ACTIVE);
        assertThat(again.trouble()).isEmpty();
        assertThat(text(live(key).credential())).isEqualTo("access-9");
    }

    @Test
    void refusesAnotherSubjectInTheSameAccount() {
        AccountKey key = there.connect("megan", "drive");
        FirstToken theirs = there.first("stolen", Optional.of("second"));

        assertThatThrownBy(() ->
                        there.accounts.connect(
                                connected(
                                        key,
                                        new Accounts.Got.Tokens(theirs),
                                        subject -> "another " + subject)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(text(live(key).credential())).isEqualTo("access-0");
    }

    @Test
    void givesWhatItHadWhenItIsTakenAway() {
        AccountKey key = there.connect("megan", "drive");
        LiveAccount held = live(key);
        held.credential();

        Accounts.Departed gone = there.accounts.remove(key).orElseThrow();
        assertThat(gone.accessToken()).contains(Secret.of("access-0"));
        assertThat(gone.refreshToken()).contains(Secret.of("first"));
        assertThat(there.accounts.ready(key)).isEmpty();
        assertThat(there.accounts.find(key)).isEmpty();
        assertThat(there.accounts.remove(key)).isEmpty();
        there.connect("megan", "drive");
        assertThat(live(key).account().id()).isNotEqualTo(gone.account().id());
    }

    @Test
    void keepsAKeyThatWasEntered() {
        there.provider("weather", new Access.ApiKey(Optional.empty()));
        AccountKey key = key("megan", "weather");
        var entered = new FixedCredential.Key(Secret.of("k3y"));
        there.accounts.connect(connected(key, entered));

        LiveAccount live = there.node(there.store.accounts()).find(key).orElseThrow();
        assertThat(live.ready()).contains(new Credential.Fixed(entered));
        assertThat(refusal(() -> live.another(live.credential())).reason())
                .isEqualTo(AccountUnavailable.Reason.REFUSED);
        assertThat(live(key).account().state()).isEqualTo(Account.State.ACTIVE);
    }

    @Test
    void asksWithATenantsOwnClient() {
        Provider provider = there.oauth2("crm", ", grantType: client_credentials");
        there.issuer.answering(TokenIssuer::numbered);
        FirstToken first =
                there.accounts.first(
                        provider,
                        Map.of(),
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "tenant",
                                "client_secret",
                                "theirs"));
        AccountKey key = key("megan", "crm");
        there.accounts.connect(
                connected(
                        key,
                        new Accounts.Got.OwnClient(first, "tenant", Secret.of("theirs")),
                        it -> it));
        assertThat(text(live(key).credential())).isEqualTo("token-1");
        there.clock.forward(HOUR);

        assertThat(text(live(key).credential())).isEqualTo("token-2");
        String basic = "Basic dGVuYW50OnRoZWlycw==";
        assertThat(there.issuer.asked())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.header("Authorization")).isEqualTo(basic));
    }

    @Test
    void endsAFlowWithTheProvidersClientAndReadsWhatElseCame() {
        Provider provider = there.oauth2("drive", "");
        there.issuer.answering(_ ->
                Answer.json(
                        """
                        {"access_token": "a", "refresh_token": "r", "expires_in": 60,
                         "refresh_token_expires_in": 86400, "team": {"name": "Acme"}, "id_token": "i.d.t"}
                        """));
        Instant now = there.clock.instant();

        FirstToken first =
                there.accounts.first(
                        provider,
                        Map.of(),
                        Map.of("grant_type", "authorization_code", "code", "c0de"));

        assertThat(first.metadata()).isEqualTo(Map.of("team.name", "Acme"));
        assertThat(first.until()).contains(now.plusSeconds(60));
        assertThat(first.refreshUntil()).contains(now.plus(Duration.ofDays(1)));
        assertThat(first.idToken()).contains(Secret.of("i.d.t"));
        assertThat(there.issuer.asked().getFirst().form().first("code")).contains("c0de");
        there.issuer.answering(_ -> Answer.error(400, "authorization_pending"));
        assertThat(
                        refusal(() ->
                                        there.accounts.first(
                                                provider,
                                                Map.of(),
                                                Map.of("grant_type", "device", "device_code", "d")))
                                .code())
                .contains("authorization_pending");
    }

    @Test
    void saysThatAProviderIsGone() {
        there.oauth2("drive", "");
        AccountKey key = there.connect("megan", "drive");
        assertThat(text(live(key).credential())).isEqualTo("access-0");
        LiveAccounts elsewhere = there.node(there.store.accounts());
        there.providers.remove(key.workspace(), "drive");

        assertThat(refusal(() -> elsewhere.find(key).orElseThrow().credential()).reason())
                .isEqualTo(AccountUnavailable.Reason.PROVIDER_SETTINGS);
        assertThat(refusal(() -> live(key).credential()).reason())
                .isEqualTo(AccountUnavailable.Reason.PROVIDER_SETTINGS);
    }
}
