package io.grantway.vault;

import static io.grantway.testing.VaultEvents.MEGAN;
import static io.grantway.testing.VaultEvents.NOON;
import static io.grantway.testing.VaultEvents.call;
import static io.grantway.testing.VaultEvents.event;
import static io.grantway.testing.VaultEvents.key;
import static io.grantway.testing.VaultEvents.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.vault.VaultEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [VaultCallStore] does.
public interface VaultCallStoreContract {
    AccountKey OTHERS = key("other", "megan@personalemail.com", "google-drive");
    AccountKey BOB = key("printpixie", "bob", "onedrive");
    CallFilter EVERYTHING = CallFilter.of("Sample");

    /// An empty store.
    VaultCallStore calls();

    private List<VaultCall> all(CallFilter filter) {
        return calls().page(filter, Optional.empty(), 100);
    }

    private void keep(VaultEvent... events) {
        List<VaultCall> lines = new ArrayList<>();
        for (VaultEvent event : events) {
            lines.add(line(event, lines.size() + 1L));
        }
        calls().add(lines);
    }

    @Test
    default void givesBackEveryPartOfALine() {
        VaultCall full = line(event(NOON, Kind.REFRESH, MEGAN, "timeout"), 1);
        VaultCall bare =
                line(
                        new VaultEvent(
                                NOON,
                                Kind.CALL,
                                MEGAN,
                                "ok",
                                OptionalInt.empty(),
                                0,
                                0,
                                Optional.empty(),
                                "",
                                Optional.empty()),
                        2);
        calls().add(List.of(full, bare));

        assertThat(all(EVERYTHING)).containsExactly(bare, full);
    }

    @Test
    default void goesOnAfterAPageAlsoWhenMoreHasHappened() {
        for (int second = 0; second < 5; second++) {
            keep(call(NOON.plusSeconds(second), MEGAN));
        }
        List<VaultCall> first = calls().page(EVERYTHING, Optional.empty(), 2);
        keep(call(NOON.plusSeconds(60), BOB));

        List<VaultCall> second = calls().page(EVERYTHING, Optional.of(first.getLast().id()), 2);

        assertThat(second)
                .extracting(each -> each.event().at())
                .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(1));
        assertThat(calls().page(EVERYTHING, Optional.of(new UUID(0, 1)), 2)).isEmpty();
    }

    @Test
    default void findsByEachAndByAllOfTheFilters() {
        keep(
                call(NOON, MEGAN),
                event(NOON, Kind.CALL, BOB, "timeout"),
                event(NOON, Kind.REFRESH, MEGAN, "invalid_grant"),
                call(NOON.plusSeconds(9), OTHERS));
        Optional<String> none = Optional.empty();
        Optional<Instant> ever = Optional.empty();
        Optional<Kind> any = Optional.empty();

        record Case(CallFilter filter, int found) {}
        Optional<String> app = Optional.of("printpixie");
        Optional<String> user = Optional.of(MEGAN.user());
        Optional<String> drive = Optional.of("google-drive");
        List.of(
                        new Case(EVERYTHING, 4),
                        new Case(CallFilter.of("Else"), 0),
                        new Case(
                                new CallFilter("Sample", app, none, none, any, none, ever, ever),
                                3),
                        new Case(
                                new CallFilter("Sample", none, user, none, any, none, ever, ever),
                                3),
                        new Case(
                                new CallFilter("Sample", app, user, none, any, none, ever, ever),
                                2),
                        new Case(
                                new CallFilter("Sample", none, none, drive, any, none, ever, ever),
                                3),
                        new Case(
                                new CallFilter(
                                        "Sample",
                                        none,
                                        none,
                                        none,
                                        Optional.of(Kind.REFRESH),
                                        none,
                                        ever,
                                        ever),
                                1),
                        new Case(
                                new CallFilter(
                                        "Sample",
                                        app,
                                        none,
                                        none,
                                        Optional.of(Kind.CALL),
                                        none,
                                        ever,
                                        ever),
                                2),
                        new Case(
                                new CallFilter(
                                        "Sample",
                                        none,
                                        none,
                                        none,
                                        any,
                                        Optional.of("timeout"),
                                        ever,
                                        ever),
                                1),
                        new Case(
                                new CallFilter(
                                        "Sample",
                                        none,
                                        none,
                                        none,
                                        any,
                                        Optional.of("ok"),
                                        ever,
                                        ever),
                                2),
                        new Case(
                                new CallFilter(
                                        "Sample",
                                        app,
                                        user,
                                        drive,
                                        Optional.of(Kind.REFRESH),
                                        Optional.of("invalid_grant"),
                                        Optional.of(NOON),
                                        Optional.of(NOON.plusMillis(1))),
                                1))
                .forEach(each ->
                        assertThat(all(each.filter()))
                                .as(each.filter().toString())
                                .hasSize(each.found()));
    }

    @Test
    default void cutsOffAtTheMomentsAskedFor() {
        keep(call(NOON, MEGAN), call(NOON.plusMillis(1), MEGAN), call(NOON.plusMillis(2), MEGAN));

        assertThat(
                        all(
                                new CallFilter(
                                        "Sample",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(NOON.plusMillis(1)),
                                        Optional.of(NOON.plusMillis(2)))))
                .extracting(each -> each.event().at())
                .containsExactly(NOON.plusMillis(1));
    }

    @Test
    default void takesAwayWhatIsOldAndThenTheOldestOfTooMany() {
        for (int hour = 0; hour < 10; hour++) {
            keep(call(NOON.plusSeconds(3600L * hour), MEGAN));
        }
        keep(call(NOON, new AccountKey("Else", "a", "b", "c")));

        assertThat(calls().expire("Sample", NOON.plusSeconds(2 * 3600), 1000, 100)).isEqualTo(2);
        assertThat(calls().kept()).containsEntry("Sample", 8L).containsEntry("Else", 1L);
        assertThat(calls().expire("Sample", NOON, 3, 4)).isEqualTo(4);
        assertThat(calls().expire("Sample", NOON, 3, 4)).isEqualTo(1);
        assertThat(calls().expire("Sample", NOON, 3, 4)).isZero();
        assertThat(all(EVERYTHING))
                .extracting(each -> each.event().at())
                .containsExactly(
                        NOON.plusSeconds(9 * 3600),
                        NOON.plusSeconds(8 * 3600),
                        NOON.plusSeconds(7 * 3600));
        assertThat(all(CallFilter.of("Else"))).hasSize(1);
    }

    @Test
    default void forgetsAUserOfOneAppOnly() {
        keep(call(NOON, MEGAN), call(NOON, OTHERS), call(NOON, BOB), call(NOON, MEGAN));

        assertThat(calls().forget("Sample", "printpixie", MEGAN.user())).isEqualTo(2);

        assertThat(all(EVERYTHING))
                .extracting(each -> each.event().account())
                .containsExactlyInAnyOrder(OTHERS, BOB);
        assertThat(calls().kept()).containsEntry("Sample", 2L);
        assertThat(calls().forget("Sample", "printpixie", "nobody")).isZero();
    }
}
