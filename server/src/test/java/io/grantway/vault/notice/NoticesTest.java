package io.grantway.vault.notice;

import static io.grantway.testing.VaultEvents.MEGAN;
import static io.grantway.testing.VaultEvents.event;
import static io.grantway.testing.VaultEvents.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.grantway.admin.OrderedIds;
import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.store.SqlStore;
import io.grantway.testing.Backend;
import io.grantway.testing.Backend.Answer;
import io.grantway.testing.Backend.Asked;
import io.grantway.testing.KnownAccounts;
import io.grantway.testing.TestClock;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.NoticeDelivery;
import io.grantway.vault.NoticeDelivery.State;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent.Kind;
import io.grantway.vault.VaultNoticeStore;
import io.grantway.vault.VaultNotifyConfig;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class NoticesTest {
    private static final String SECRET = "hook-secret-0123456789";
    private static final Duration WINDOW = NoticeTimes.USUAL.window();

    private final TestClock clock = new TestClock();
    private final Backend hook = new Backend();
    private final Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
    private final KnownAccounts accounts = new KnownAccounts();
    private final List<VaultNotifyConfig> receivers = new ArrayList<>();
    private @Nullable MailConfig mail;

    @SuppressWarnings("NullAway.Init")
    private SqlStore sql;

    @SuppressWarnings("NullAway.Init")
    private VaultNoticeStore store;

    @BeforeEach
    void open(@TempDir Path directory) {
        sql = SqlStore.open(directory.resolve("data"), clock);
        store = sql.vaultNotices();
        receivers.add(new VaultNotifyConfig(hook.url("/hooks/vault"), Secret.of(SECRET), null));
    }

    @AfterEach
    void close() throws Exception {
        sql.close();
        outgoing.close();
        hook.close();
    }

    private Map<String, VaultConfig> vaults() {
        return Map.of(
                "Sample",
                new VaultConfig(
                        null,
                        receivers,
                        List.of(),
                        Duration.ofMinutes(30),
                        Duration.ofDays(30),
                        1000));
    }

    private Notices node() {
        return node(Runnable::run);
    }

    private Notices node(java.util.concurrent.Executor executor) {
        Deliveries deliveries =
                new Deliveries(
                        store,
                        this::vaults,
                        new Post(outgoing, () -> Optional.ofNullable(mail), clock),
                        clock,
                        new Random(1),
                        NoticeTimes.USUAL);
        OrderedIds ids = new OrderedIds(clock, new Random(2));
        return new Notices(
                store,
                accounts,
                this::vaults,
                deliveries,
                ids::next,
                clock,
                NoticeTimes.USUAL,
                executor);
    }

    private void dies(Notices node, AccountKey key) {
        accounts.put(key, Account.State.RECONNECT, Instant.parse("2026-02-01T00:00:00Z"));
        node.happened(event(clock.instant(), Kind.RECONNECT_NEEDED, key, "invalid_grant"));
    }

    private List<NoticeDelivery> deliveries() {
        return store.page("Sample", Optional.empty(), 100);
    }

    @Test
    void tellsOnceOverTwoNodesAndARestart() {
        Notices one = node();
        Notices other = node();
        dies(one, MEGAN);
        dies(other, MEGAN);
        one.keepUp();
        assertThat(hook.count()).isZero();

        clock.forward(WINDOW);
        other.keepUp();
        one.keepUp();
        assertThat(hook.count()).isEqualTo(1);

        Notices restarted = node();
        dies(restarted, MEGAN);
        restarted.keepUp();
        clock.forward(Duration.ofHours(2));
        restarted.keepUp();
        assertThat(hook.count()).isEqualTo(1);
        assertThat(deliveries()).extracting(NoticeDelivery::state).containsExactly(State.SENT);
    }

    @Test
    void tellsAgainWhenTheAccountWasConnectedAndBrokeOnceMore() {
        Notices node = node();
        dies(node, MEGAN);
        clock.forward(WINDOW);
        node.keepUp();

        clock.forward(Duration.ofDays(1));
        node.happened(event(clock.instant(), Kind.CONNECTED, MEGAN, "ok"));
        accounts.put(MEGAN, Account.State.RECONNECT, clock.instant());
        clock.forward(Duration.ofDays(1));
        node.happened(event(clock.instant(), Kind.RECONNECT_NEEDED, MEGAN, "invalid_grant"));
        clock.forward(WINDOW);
        node.keepUp();

        assertThat(hook.count()).isEqualTo(2);
    }

    @Test
    void tellsNothingOfAnAccountThatIsConnectedAgainInTime() {
        Notices node = node();
        dies(node, MEGAN);
        node.happened(event(clock.instant(), Kind.CONNECTED, MEGAN, "ok"));
        accounts.put(MEGAN, Account.State.ACTIVE, clock.instant());
        clock.forward(WINDOW);
        node.keepUp();

        assertThat(hook.count()).isZero();
    }

    @Test
    void makesOneNoticeOfManyDeathsAtOneProvider() {
        Notices node = node();
        for (int i = 0; i < 30; i++) {
            dies(node, key("printpixie", "user" + i, "google-drive"));
        }
        dies(node, key("printpixie", "bob", "onedrive"));
        dies(node, key("other", "bob", "google-drive"));
        clock.forward(WINDOW);
        node.keepUp();

        assertThat(hook.asked())
                .extracting(each -> Json.parse(each.text()).get("accounts").size())
                .containsExactlyInAnyOrder(30, 1, 1);
    }

    @Test
    void saysWhatHappenedToWhom() {
        Notices node = node();
        dies(node, MEGAN);
        clock.forward(WINDOW);
        node.keepUp();

        Asked asked = hook.last();
        JsonNode body = Json.parse(asked.text());
        assertThat(body.get("id").asString()).isEqualTo(asked.header("Grantway-Notice-Id"));
        assertThat(body.get("type").asString()).isEqualTo("account.reconnect_needed");
        assertThat(body.get("workspace").asString()).isEqualTo("Sample");
        assertThat(body.get("accounts").get(0).toString())
                .isEqualTo(
                        "{\"app\":\"printpixie\",\"user\":\"megan@personalemail.com\","
                                + "\"provider\":\"google-drive\","
                                + "\"label\":\"megan@personalemail.com at google-drive\","
                                + "\"trouble\":\"the provider says invalid_grant\","
                                + "\"endsAt\":null}");
    }

    /// As the guide says receivers should.
    @Test
    void isSignedSoThatAReceiverCanTell() throws Exception {
        Notices node = node();
        dies(node, MEGAN);
        clock.forward(WINDOW);
        node.keepUp();

        Asked asked = hook.last();
        String signature = asked.header("Grantway-Signature");
        String time = signature.replaceAll("^t=([0-9]+),v1=.*$", "$1");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
        byte[] expected = mac.doFinal(asked.body());
        byte[] sent = HexFormat.of().parseHex(signature.replaceAll("^.*v1=", ""));

        assertThat(MessageDigest.isEqual(expected, sent)).isTrue();
        assertThat(time)
                .isEqualTo(asked.header("Grantway-Timestamp"))
                .isEqualTo(Long.toString(clock.instant().getEpochSecond()));
    }

    /// Made by `printf '%s' '1772366430.{}' | openssl dgst -sha256 -hmac key`.
    @Test
    void signsAsOpensslDoes() {
        assertThat(Post.signature(Secret.of("key"), "1772366430", "{}"))
                .isEqualTo("c36ba39f47367d1c31bab933f1236a56d99b314e14c58fa030382dee34d188ff");
    }

    @Test
    void triesAgainWithGrowingPausesUntilTheReceiverIsWell() {
        hook.answering(_ -> Answer.of(500, "no"));
        Notices node = node();
        dies(node, MEGAN);
        clock.forward(WINDOW);
        node.keepUp();
        node.keepUp();
        assertThat(hook.count()).isEqualTo(1);
        assertThat(deliveries().getFirst().failure()).contains("status 500");

        clock.forward(Duration.ofSeconds(30));
        node.keepUp();
        assertThat(hook.count()).isEqualTo(2);
        assertThat(Duration.between(clock.instant(), deliveries().getFirst().due()))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));

        hook.answering(_ -> Answer.of(204, ""));
        clock.forward(Duration.ofSeconds(60));
        node.keepUp();
        assertThat(hook.count()).isEqualTo(3);
        assertThat(hook.asked())
                .extracting(each -> each.header("Grantway-Notice-Id"))
                .containsOnly(hook.last().header("Grantway-Notice-Id"));
        assertThat(deliveries().getFirst().state()).isEqualTo(State.SENT);
    }

    @Test
    void givesUpAfterADay() {
        hook.answering(_ -> Answer.of(500, "no"));
        Notices node = node();
        dies(node, MEGAN);
        clock.forward(WINDOW);
        for (int hour = 0; hour < 50; hour++) {
            node.keepUp();
            clock.forward(Duration.ofMinutes(30));
        }
        int count = hook.count();
        clock.forward(Duration.ofDays(2));
        node.keepUp();

        assertThat(deliveries().getFirst().state()).isEqualTo(State.DEAD);
        assertThat(hook.count()).isEqualTo(count).isBetween(8, 25);
    }

    @Test
    void losesNothingToACrashBeforeTheOutbox() {
        // The task is never run: the node dies first.
        dies(node(_ -> {}), MEGAN);

        Notices restarted = node();
        restarted.keepUp();
        clock.forward(WINDOW);
        restarted.keepUp();

        assertThat(hook.count()).isEqualTo(1);
    }

    @Test
    void sendsWithTheSameIdWhenANodeDiedBetweenClaimAndSend() {
        Notices node = node();
        dies(node, MEGAN);
        clock.forward(WINDOW);
        hook.answering(_ -> Answer.of(500, "no"));
        node.keepUp();
        hook.answering(_ -> Answer.of(200, "ok"));
        clock.forward(Duration.ofMinutes(1));
        Instant now = clock.instant();
        assertThat(store.claim(now, now.plus(NoticeTimes.USUAL.lease()))).isPresent();

        Notices other = node();
        other.keepUp();
        assertThat(hook.count()).isEqualTo(1);
        clock.forward(NoticeTimes.USUAL.lease());
        other.keepUp();
        other.keepUp();

        assertThat(hook.count()).isEqualTo(2);
        assertThat(hook.asked().getFirst().header("Grantway-Notice-Id"))
                .isEqualTo(hook.last().header("Grantway-Notice-Id"));
    }

    @Test
    void sendsNothingWhereTheWebhookIsEmpty() {
        receivers.clear();
        receivers.add(new VaultNotifyConfig("", null, null));
        Notices node = node();
        dies(node, MEGAN);
        clock.forward(WINDOW);
        node.keepUp();

        assertThat(deliveries()).isEmpty();
    }

    @Test
    void writesAMailThatSaysWhatToDo() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.start();
        try {
            server.setUser("grantway", "mail-password");
            mail =
                    new MailConfig(
                            "127.0.0.1",
                            server.getSmtp().getPort(),
                            MailConfig.Tls.NONE,
                            null,
                            null,
                            "grantway@printpixie.example");
            receivers.clear();
            receivers.add(new VaultNotifyConfig(null, null, "ops@printpixie.example"));
            Notices node = node();
            dies(node, MEGAN);
            dies(node, key("printpixie", "eve\r\nforged", "google-drive"));
            clock.forward(WINDOW);
            node.keepUp();

            assertThat(server.waitForIncomingEmail(5000, 1)).isTrue();
            MimeMessage[] mails = server.getReceivedMessages();
            assertThat(mails).hasSize(1);
            assertThat(mails[0].getSubject())
                    .isEqualTo("2 accounts at google-drive must be connected again (printpixie)");
            assertThat(mails[0].getFrom()[0]).hasToString("grantway@printpixie.example");
            assertThat(GreenMailUtil.getBody(mails[0]))
                    .contains("megan@personalemail.com", "invalid_grant", "eve forged")
                    .contains("POST /vault/v1/sessions");
            assertThat(deliveries().getFirst().state()).isEqualTo(State.SENT);
        } finally {
            server.stop();
        }
    }

    @Test
    void triesAMailAgainWhereTheServerIsAway() {
        mail =
                new MailConfig(
                        "127.0.0.1", 1, MailConfig.Tls.NONE, null, null, "g@printpixie.example");
        receivers.clear();
        receivers.add(new VaultNotifyConfig(null, null, "ops@printpixie.example"));
        Notices node = node();
        dies(node, MEGAN);
        clock.forward(WINDOW);
        node.keepUp();

        assertThat(deliveries().getFirst().state()).isEqualTo(State.WAITING);
        assertThat(deliveries().getFirst().failure().orElseThrow()).contains("127.0.0.1");
    }

    @Test
    void tellsNobodyByMailWithoutAMailServer() {
        receivers.add(new VaultNotifyConfig(null, null, "ops@printpixie.example"));
        Notices node = node();
        dies(node, MEGAN);
        clock.forward(WINDOW);
        node.keepUp();

        assertThat(deliveries()).hasSize(1);
        assertThat(hook.count()).isEqualTo(1);
    }
}
