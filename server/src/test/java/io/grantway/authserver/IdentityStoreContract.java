package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [IdentityStore] does.
public interface IdentityStoreContract {
    String CORP = "https://login.corp.example";
    String OTHER = "https://other.example";
    UUID MEGAN = new UUID(1, 2);
    UUID ANN = new UUID(3, 4);
    Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    /// An empty store.
    IdentityStore identities();

    private static LinkedIdentity identity(UUID user, String issuer, String subject, long later) {
        return new LinkedIdentity(
                "Sample", issuer, subject, user, subject + "@corp.example", NOW.plusSeconds(later));
    }

    @Test
    default void givesBackEveryPartOfAnIdentity() {
        LinkedIdentity identity = identity(MEGAN, CORP, "248289761001", 0);

        assertThat(identities().link(identity)).isTrue();
        assertThat(identities().find("Sample", CORP, "248289761001")).contains(identity);
    }

    @Test
    default void findsAnIdentityOnlyByWorkspaceAndIssuerAndSubject() {
        identities().link(identity(MEGAN, CORP, "one", 0));

        assertThat(identities().find("Elsewhere", CORP, "one")).isEmpty();
        assertThat(identities().find("Sample", OTHER, "one")).isEmpty();
        assertThat(identities().find("Sample", CORP, "ONE")).isEmpty();
    }

    @Test
    default void keepsAnIdentityWithTheUserWhoHadItFirst() {
        identities().link(identity(MEGAN, CORP, "one", 0));

        assertThat(identities().link(identity(ANN, CORP, "one", 1))).isFalse();
        assertThat(identities().find("Sample", CORP, "one"))
                .hasValueSatisfying(found -> assertThat(found.user()).isEqualTo(MEGAN));
        assertThat(identities().of(ANN)).isEmpty();
    }

    @Test
    default void listsThoseOfAUserTheOldestFirst() {
        LinkedIdentity late = identity(MEGAN, CORP, "one", 9);
        LinkedIdentity early = identity(MEGAN, OTHER, "two", 3);
        identities().link(late);
        identities().link(early);
        identities().link(identity(ANN, CORP, "three", 1));

        assertThat(identities().of(MEGAN)).containsExactly(early, late);
    }

    @Test
    default void takesSoManyOfOneUserAndNoMore() {
        for (int i = 0; i < IdentityStore.MOST; i++) {
            assertThat(identities().link(identity(MEGAN, CORP, "s" + i, i))).isTrue();
        }

        assertThat(identities().link(identity(MEGAN, CORP, "one more", 0))).isFalse();
        assertThat(identities().of(MEGAN)).hasSize(IdentityStore.MOST);
        assertThat(identities().link(identity(ANN, CORP, "one more", 0))).isTrue();
    }

    @Test
    default void unlinksOnlyForTheUserWhoHasIt() {
        identities().link(identity(MEGAN, CORP, "one", 0));

        assertThat(identities().unlink(ANN, CORP, "one")).isFalse();
        assertThat(identities().unlink(MEGAN, OTHER, "one")).isFalse();
        assertThat(identities().unlink(MEGAN, CORP, "one")).isTrue();
        assertThat(identities().unlink(MEGAN, CORP, "one")).isFalse();
        assertThat(identities().find("Sample", CORP, "one")).isEmpty();
        assertThat(identities().link(identity(ANN, CORP, "one", 1))).isTrue();
    }
}
