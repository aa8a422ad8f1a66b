package io.grantway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [AdminTokenStore] does.
public interface AdminTokenStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /// An empty store.
    AdminTokenStore adminTokens();

    /// Where its entries are kept.
    AuditStore audit();

    private static AdminToken token(int number, String name) {
        return new AdminToken(
                new UUID(number, 1),
                TokenHash.of("token " + number),
                name,
                Map.of("Sample", Role.EDITOR, "*", Role.VIEWER),
                NOON,
                "bootstrap",
                Optional.of(NOON.plusSeconds(60)));
    }

    private int entries() {
        return audit().page(Optional.empty(), Optional.empty(), 100).size();
    }

    @Test
    default void givesBackEveryPartOfATokenInTheOrderOfIds() {
        AdminToken second = token(2, "ann");
        AdminToken first =
                new AdminToken(
                        new UUID(1, 1),
                        TokenHash.of("another"),
                        "bob",
                        Map.of("*", Role.ADMIN),
                        NOON,
                        "ann",
                        Optional.empty());
        adminTokens().create(second, AuditStoreContract.entry(1, "Sample"));
        adminTokens().create(first, AuditStoreContract.entry(2, "Sample"));

        assertThat(adminTokens().all()).containsExactly(first, second);
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    default void createsNoSecondTokenOfTheSameName() {
        adminTokens().create(token(1, "ann"), AuditStoreContract.entry(1, "Sample"));

        assertThat(adminTokens().create(token(2, "ann"), AuditStoreContract.entry(2, "Sample")))
                .isFalse();
        assertThat(adminTokens().all()).containsExactly(token(1, "ann"));
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    default void deletesATokenOnceWithItsEntry() {
        AdminToken token = token(1, "ann");
        adminTokens().create(token, AuditStoreContract.entry(1, "Sample"));

        assertThat(adminTokens().delete(token.id(), AuditStoreContract.entry(2, "Sample")))
                .isTrue();
        assertThat(adminTokens().delete(token.id(), AuditStoreContract.entry(3, "Sample")))
                .isFalse();
        assertThat(adminTokens().all()).isEmpty();
        assertThat(entries()).isEqualTo(2);
    }
}
