package io.grantway.vault;

import static io.grantway.testing.VaultEvents.MEGAN;
import static io.grantway.testing.VaultEvents.NOON;
import static io.grantway.testing.VaultEvents.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.vault.NoticeDelivery.State;
import io.grantway.vault.VaultEvent.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [VaultNoticeStore] does.
public interface VaultNoticeStoreContract {
    UUID BATCH = new UUID(7, 7);
    Instant LATER = NOON.plusSeconds(60);

    /// An empty store.
    VaultNoticeStore notices();

    private static VaultNotice notice(AccountKey account, Kind kind, Instant at) {
        return new VaultNotice(
                account,
                kind,
                NOON.minusSeconds(3600),
                at,
                Optional.of("megan@example"),
                Optional.of("invalid_grant"),
                Optional.of(NOON.plusSeconds(5)));
    }

    private static VaultNotice dead(String user) {
        return notice(key("printpixie", user, "google-drive"), Kind.RECONNECT_NEEDED, NOON);
    }

    private static NoticeDelivery delivery(long id, Instant due) {
        return new NoticeDelivery(
                "Sample",
                new UUID(id, id),
                BATCH,
                "printpixie",
                "google-drive",
                Kind.RECONNECT_NEEDED,
                "mail:ops@printpixie.example",
                State.WAITING,
                NOON,
                due,
                0,
                Optional.empty());
    }

    private void gathered(NoticeDelivery... deliveries) {
        notices().add(List.of(dead("bob")));
        assertThat(notices().gather(dead("bob"), BATCH, List.of(deliveries), 10)).isEqualTo(1);
    }

    @Test
    default void takesANoticeOnceForEachGrant() {
        VaultNotice first = notice(MEGAN, Kind.RECONNECT_NEEDED, NOON);
        assertThat(notices().add(List.of(first))).isEqualTo(1);
        assertThat(notices().add(List.of(notice(MEGAN, Kind.RECONNECT_NEEDED, LATER)))).isZero();
        assertThat(notices().add(List.of(notice(MEGAN, Kind.ENDS_SOON, NOON)))).isEqualTo(1);
        VaultNotice next =
                new VaultNotice(
                        MEGAN,
                        Kind.RECONNECT_NEEDED,
                        NOON,
                        LATER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(notices().add(List.of(next))).isEqualTo(1);

        assertThat(notices().ofUser("Sample", "printpixie", MEGAN.user()))
                .containsExactly(notice(MEGAN, Kind.ENDS_SOON, NOON), first, next);
    }

    @Test
    default void gathersThoseOfOneAppProviderAndKind() {
        AccountKey elsewhere = key("printpixie", "megan", "onedrive");
        notices().add(List.of(dead("megan")));
        notices().add(List.of(dead("bob")));
        notices().add(List.of(notice(elsewhere, Kind.RECONNECT_NEEDED, LATER)));
        notices().add(List.of(notice(dead("bob").account(), Kind.ENDS_SOON, LATER)));

        assertThat(notices().ripe(NOON.minusMillis(1))).isEmpty();
        VaultNotice ripe = notices().ripe(NOON).orElseThrow();
        assertThat(notices().gather(ripe, BATCH, List.of(delivery(1, NOON)), 10)).isEqualTo(2);
        assertThat(notices().of(BATCH)).containsExactly(dead("bob"), dead("megan"));
        assertThat(notices().ripe(NOON)).isEmpty();

        assertThat(notices().gather(ripe, new UUID(8, 8), List.of(delivery(2, NOON)), 10)).isZero();
        assertThat(notices().page("Sample", Optional.empty(), 9))
                .extracting(NoticeDelivery::id)
                .containsExactly(new UUID(1, 1));
    }

    @Test
    default void gathersNoMoreThanIsAskedFor() {
        notices().add(List.of(dead("megan")));
        notices().add(List.of(dead("bob")));

        assertThat(notices().gather(dead("bob"), BATCH, List.of(), 1)).isEqualTo(1);
        assertThat(notices().of(BATCH)).containsExactly(dead("bob"));
        assertThat(notices().ripe(NOON)).contains(dead("megan"));
    }

    @Test
    default void givesADeliveryToOneWhoTriesItUntilItIsDueAgain() {
        gathered(delivery(1, NOON), delivery(2, LATER));

        NoticeDelivery claimed = notices().claim(NOON, NOON.plusSeconds(30)).orElseThrow();
        assertThat(claimed.id()).isEqualTo(new UUID(1, 1));
        assertThat(claimed.attempts()).isEqualTo(1);
        assertThat(notices().claim(NOON.plusSeconds(29), LATER)).isEmpty();
        assertThat(notices().claim(NOON.plusSeconds(30), LATER))
                .hasValueSatisfying(again -> assertThat(again.attempts()).isEqualTo(2));
    }

    @Test
    default void believesOnlyTheLastAttempt() {
        gathered(delivery(1, NOON));
        NoticeDelivery slow = notices().claim(NOON, NOON.plusSeconds(30)).orElseThrow();
        NoticeDelivery second = notices().claim(NOON.plusSeconds(30), LATER).orElseThrow();

        notices().attempted(slow.became(State.DEAD, LATER, Optional.of("gone")));
        assertThat(notices().page("Sample", Optional.empty(), 9))
                .extracting(NoticeDelivery::state)
                .containsExactly(State.WAITING);

        notices().attempted(second.became(State.WAITING, NOON.plusSeconds(90), Optional.of("500")));
        assertThat(notices().claim(NOON.plusSeconds(89), LATER)).isEmpty();
        NoticeDelivery third =
                notices().claim(NOON.plusSeconds(90), NOON.plusSeconds(200)).orElseThrow();
        assertThat(third.failure()).contains("500");
        notices().attempted(third.became(State.SENT, NOON.plusSeconds(91), Optional.empty()));
        assertThat(notices().claim(NOON.plusSeconds(9999), NOON.plusSeconds(10_000))).isEmpty();
    }

    @Test
    default void listsDeliveriesPageAfterPageTheNewestFirst() {
        gathered(delivery(1, NOON), delivery(2, NOON), delivery(3, NOON));

        assertThat(notices().page("Sample", Optional.empty(), 2))
                .containsExactly(delivery(3, NOON), delivery(2, NOON));
        assertThat(notices().page("Sample", Optional.of(new UUID(2, 2)), 2))
                .containsExactly(delivery(1, NOON));
        assertThat(notices().page("Else", Optional.empty(), 2)).isEmpty();
    }

    @Test
    default void forgetsAnAccountOrAUser() {
        AccountKey other = key("printpixie", "megan", "onedrive");
        notices().add(List.of(dead("megan")));
        notices().add(List.of(notice(other, Kind.RECONNECT_NEEDED, NOON)));
        notices().add(List.of(dead("bob")));
        Optional<String> drive = Optional.of("google-drive");

        assertThat(notices().forget("Sample", "printpixie", "megan", drive)).isEqualTo(1);
        assertThat(notices().ofUser("Sample", "printpixie", "megan")).hasSize(1);
        assertThat(notices().forget("Sample", "printpixie", "megan", Optional.empty()))
                .isEqualTo(1);
        assertThat(notices().forget("Sample", "else", "bob", Optional.empty())).isZero();
        assertThat(notices().ofUser("Sample", "printpixie", "bob")).hasSize(1);
    }

    @Test
    default void takesAwayWhatIsOld() {
        gathered(delivery(1, NOON));
        notices().add(List.of(notice(MEGAN, Kind.ENDS_SOON, LATER)));

        assertThat(notices().expire(NOON, NOON, 10)).isZero();
        assertThat(notices().expire(LATER, LATER, 10)).isEqualTo(2);
        assertThat(notices().page("Sample", Optional.empty(), 2)).isEmpty();
        assertThat(notices().ofUser("Sample", "printpixie", "bob")).isEmpty();
        assertThat(notices().ofUser("Sample", "printpixie", MEGAN.user())).hasSize(1);
    }
}
