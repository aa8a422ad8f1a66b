package io.grantway.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.TokenRows.Place;
import io.grantway.supply.TokenRows.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [SuppliedTokenStore] does.
public interface SuppliedTokenStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    Instant LATER = NOON.plus(Duration.ofHours(1));

    /// An empty store.
    SuppliedTokenStore tokens();

    static Place place(String definition) {
        return new Place(
                TokenHash.of("id of " + definition),
                TokenHash.of("config of " + definition),
                new DefinitionName("Sample", definition));
    }

    static KeptToken token(String text) {
        return new KeptToken(
                TokenHash.of("key"),
                NOON,
                Secret.of(text),
                "Bearer",
                Optional.of(LATER),
                Optional.of("read write"),
                Optional.of(Secret.of("refresh of " + text)),
                Optional.of(Secret.of("the one before")),
                Optional.of(NOON.minusSeconds(7)));
    }

    private boolean saves(Place place, long expected, KeptToken token) {
        return tokens().save(place, expected, expected + 1, token, NOON, LATER);
    }

    private Row row(String definition) {
        return tokens().find(place(definition).id()).orElseThrow();
    }

    @Test
    default void givesBackEveryPartOfAToken() {
        KeptToken bare =
                new KeptToken(
                        TokenHash.of("key"),
                        NOON,
                        Secret.of("b"),
                        "MAC",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(saves(place("a"), 0, token("a"))).isTrue();
        assertThat(saves(place("b"), 0, bare)).isTrue();

        assertThat(row("a")).isEqualTo(new Row(1, Optional.of(token("a")), false));
        assertThat(row("b")).isEqualTo(new Row(1, Optional.of(bare), false));
        assertThat(tokens().find(TokenHash.of("another"))).isEmpty();
    }

    @Test
    default void savesOnlyBehindTheGenerationThatIsExpected() {
        assertThat(saves(place("a"), 0, token("first"))).isTrue();
        assertThat(saves(place("a"), 0, token("late"))).isFalse();
        assertThat(saves(place("a"), 1, token("second"))).isTrue();
        assertThat(saves(place("a"), 3, token("early"))).isFalse();

        assertThat(row("a")).isEqualTo(new Row(2, Optional.of(token("second")), false));
    }

    @Test
    default void leasesToOneAtATimeAndToTheNextWhenItsTimeIsOver() {
        Place place = place("a");
        assertThat(tokens().lease(place, 0, "one", NOON, NOON.plusSeconds(10))).isTrue();
        assertThat(tokens().lease(place, 0, "two", NOON.plusSeconds(9), LATER)).isFalse();
        assertThat(tokens().extend(place.id(), "one", NOON.plusSeconds(20))).isTrue();
        assertThat(tokens().extend(place.id(), "two", LATER)).isFalse();
        assertThat(tokens().lease(place, 0, "two", NOON.plusSeconds(19), LATER)).isFalse();

        assertThat(tokens().lease(place, 0, "two", NOON.plusSeconds(20), LATER)).isTrue();
        assertThat(tokens().extend(place.id(), "one", LATER)).isFalse();
    }

    @Test
    default void leasesNothingOfAnotherGeneration() {
        saves(place("a"), 0, token("a"));

        assertThat(tokens().lease(place("a"), 0, "one", NOON, LATER)).isFalse();
        assertThat(tokens().lease(place("a"), 1, "one", NOON, LATER)).isTrue();
    }

    @Test
    default void marksARequestUntilItIsToldHowItEnded() {
        Place place = place("a");
        assertThat(tokens().lease(place, 0, "one", NOON, LATER)).isTrue();
        assertThat(row("a")).isEqualTo(new Row(0, Optional.empty(), true));

        tokens().release(place.id(), "another", true);
        assertThat(tokens().lease(place, 0, "two", NOON, LATER)).isFalse();
        tokens().release(place.id(), "one", false);
        assertThat(row("a").unfinished()).isTrue();
        assertThat(tokens().lease(place, 0, "two", NOON, LATER)).isTrue();
        tokens().release(place.id(), "two", true);
        assertThat(row("a").unfinished()).isFalse();
        assertThat(tokens().lease(place, 0, "three", NOON, LATER)).isTrue();
        assertThat(saves(place, 0, token("a"))).isTrue();
        assertThat(row("a").unfinished()).isFalse();
        assertThat(tokens().lease(place, 1, "four", NOON, LATER)).isTrue();
    }

    @Test
    default void deletesRowsAndForgetsThoseThatHaveExpired() {
        saves(place("a"), 0, token("a"));
        saves(place("b"), 0, token("b"));
        assertThat(tokens().places(NOON)).containsExactlyInAnyOrder(place("a"), place("b"));

        tokens().delete(List.of(place("a").id(), TokenHash.of("another")));
        assertThat(tokens().places(NOON)).containsExactly(place("b"));
        assertThat(tokens().places(LATER)).isEmpty();

        tokens().save(place("c"), 0, 1, token("c"), LATER.plusSeconds(1), LATER.plusSeconds(9));
        assertThat(tokens().find(place("b").id())).isEmpty();
        assertThat(tokens().places(LATER)).containsExactly(place("c"));
    }
}
