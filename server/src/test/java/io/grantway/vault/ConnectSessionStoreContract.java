package io.grantway.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.vault.ConnectSessionStore.Row;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every [ConnectSessionStore] does.
public interface ConnectSessionStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /// An empty store.
    ConnectSessionStore sessions();

    private static Row row(String id, String body) {
        return new Row(
                id,
                TokenHash.of("link of " + id),
                "default/printpixie",
                0,
                Secret.of(body),
                NOON.plus(Duration.ofMinutes(30)));
    }

    @Test
    default void givesBackEveryPartOfASession() {
        assertThat(sessions().add(row("one", "hello"), NOON)).isTrue();
        assertThat(sessions().add(row("two", "world"), NOON)).isTrue();

        assertThat(sessions().find("one")).contains(row("one", "hello"));
        assertThat(sessions().linked(TokenHash.of("link of two"))).contains(row("two", "world"));
        assertThat(sessions().find("three")).isEmpty();
        assertThat(sessions().linked(TokenHash.of("link of three"))).isEmpty();
    }

    @Test
    default void takesOneOfTwoChangesOfTheSameVersion() {
        sessions().add(row("one", "hello"), NOON);

        assertThat(sessions().replace(row("one", "first"))).isTrue();
        assertThat(sessions().replace(row("one", "second"))).isFalse();

        Row now = sessions().find("one").orElseThrow();
        assertThat(now.version()).isEqualTo(1);
        assertThat(now.body()).isEqualTo(Secret.of("first"));
    }

    @Test
    default void forgetsWhatHasExpired() {
        sessions().add(row("one", "hello"), NOON);
        Row later =
                new Row(
                        "two",
                        TokenHash.of("two"),
                        "default/printpixie",
                        0,
                        Secret.of("x"),
                        NOON.plus(Duration.ofHours(2)));
        sessions().add(later, NOON.plus(Duration.ofMinutes(30)));

        assertThat(sessions().find("one")).isEmpty();
        assertThat(sessions().find("two")).isPresent();
    }
}
