package io.grantway.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [SigningKeyStore] does.
public interface SigningKeyStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    String ISSUER = "https://auth.example/a";

    /// An empty store.
    SigningKeyStore keys();

    private static SigningKey key(SigningAlgorithm algorithm) {
        return SigningKey.generate(
                algorithm, KeyTimes.from(NOON, NOON.plusSeconds(60)), new SecureRandom());
    }

    private static List<SigningKey> sorted(SigningKey... keys) {
        return Stream.of(keys).sorted(Comparator.comparing(SigningKey::id)).toList();
    }

    private void assertHolds(String issuer, SigningKey... keys) {
        assertThat(keys().all(issuer))
                .extracting(SigningKey::encoded)
                .containsExactlyElementsOf(sorted(keys).stream().map(SigningKey::encoded).toList());
    }

    @Test
    default void givesBackEveryPartOfAKeyOfEachKindInTheOrderOfIds() {
        SigningKey[] all =
                Stream.of(SigningAlgorithm.values())
                        .map(SigningKeyStoreContract::key)
                        .toArray(SigningKey[]::new);
        keys().save(ISSUER, List.of(all), List.of());

        assertHolds(ISSUER, all);
        assertThat(keys().all(ISSUER))
                .extracting(SigningKey::id)
                .containsExactlyElementsOf(sorted(all).stream().map(SigningKey::id).toList());
    }

    @Test
    default void replacesAKeyOfTheSameIdAndDeletesAnotherInOneStep() {
        SigningKey stays = key(SigningAlgorithm.ES256);
        SigningKey goes = key(SigningAlgorithm.ES256);
        keys().save(ISSUER, List.of(stays, goes), List.of());
        SigningKey changed =
                stays.with(stays.times().retiredAt(NOON.plusSeconds(120), Duration.ofHours(1)));

        keys().save(ISSUER, List.of(changed), List.of(goes.id(), "unknown"));

        assertHolds(ISSUER, changed);
    }

    @Test
    default void keepsTheKeysOfIssuersApart() {
        SigningKey one = key(SigningAlgorithm.ES256);
        SigningKey other = key(SigningAlgorithm.ES256);
        String second = "https://auth.example/b";
        keys().save(ISSUER, List.of(one), List.of());
        keys().save(second, List.of(one, other), List.of());

        keys().save(second, List.of(), List.of(one.id()));

        assertHolds(ISSUER, one);
        assertHolds(second, other);
        assertHolds("https://auth.example");
    }
}
