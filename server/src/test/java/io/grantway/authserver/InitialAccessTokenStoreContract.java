package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [InitialAccessTokenStore] does.
public interface InitialAccessTokenStoreContract {
    Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    InitialAccessTokenStore initialAccessTokens();

    private static InitialAccessToken token(int number, OptionalInt uses) {
        return new InitialAccessToken(
                new UUID(7, number),
                "default",
                "local",
                TokenHash.of("token-" + number),
                NOW,
                number % 2 == 0 ? Optional.empty() : Optional.of(NOW.plusSeconds(60)),
                uses);
    }

    @Test
    default void keepsWhatItWasGiven() {
        InitialAccessToken first = token(1, OptionalInt.of(3));
        InitialAccessToken second = token(2, OptionalInt.empty());
        initialAccessTokens().create(second);
        initialAccessTokens().create(first);

        assertThat(initialAccessTokens().list("default")).containsExactly(first, second);
        assertThat(initialAccessTokens().list("other")).isEmpty();
        assertThat(initialAccessTokens().find(first.hash())).contains(first);
        assertThat(initialAccessTokens().find(TokenHash.of("token-3"))).isEmpty();
    }

    @Test
    default void countsUsesDownAndNoFurther() {
        InitialAccessToken token = token(1, OptionalInt.of(2));
        initialAccessTokens().create(token);

        assertThat(initialAccessTokens().use(token.id())).isTrue();
        assertThat(initialAccessTokens().use(token.id())).isTrue();
        assertThat(initialAccessTokens().use(token.id())).isFalse();
        assertThat(initialAccessTokens().find(token.hash()).orElseThrow().usesLeft()).hasValue(0);
    }

    @Test
    default void countsNothingWhereAnyNumberIsAllowed() {
        InitialAccessToken token = token(2, OptionalInt.empty());
        initialAccessTokens().create(token);

        assertThat(initialAccessTokens().use(token.id())).isTrue();
        assertThat(initialAccessTokens().find(token.hash())).contains(token);
        assertThat(initialAccessTokens().use(new UUID(7, 9))).isFalse();
    }

    @Test
    default void forgetsWhatIsDeleted() {
        InitialAccessToken token = token(1, OptionalInt.empty());
        initialAccessTokens().create(token);

        assertThat(initialAccessTokens().delete(token.id())).isTrue();
        assertThat(initialAccessTokens().delete(token.id())).isFalse();
        assertThat(initialAccessTokens().find(token.hash())).isEmpty();
    }
}
