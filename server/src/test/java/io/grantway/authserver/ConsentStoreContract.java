package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.Scopes;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [ConsentStore] does.
public interface ConsentStoreContract {
    Instant EARLY = Instant.parse("2026-01-31T10:00:00.123Z");
    UUID SERVER = new UUID(1, 1);
    UUID CRM = new UUID(2, 1);

    /// An empty store.
    ConsentStore consents();

    private static Consent consent(UUID server, String username, UUID client, Instant since) {
        return new Consent(server, "Sample", username, client, Scopes.parse("openid read"), since);
    }

    @Test
    default void givesBackEveryPartOfAConsent() {
        Consent consent = consent(SERVER, "megan", CRM, EARLY);
        consents().save(consent);

        assertThat(consents().find(SERVER, "Sample", "megan", CRM)).contains(consent);
    }

    @Test
    default void findsAConsentOfThatServerUserAndClientOnly() {
        consents().save(consent(SERVER, "megan", CRM, EARLY));

        assertThat(consents().find(new UUID(1, 2), "Sample", "megan", CRM)).isEmpty();
        assertThat(consents().find(SERVER, "Other", "megan", CRM)).isEmpty();
        assertThat(consents().find(SERVER, "Sample", "ann", CRM)).isEmpty();
        assertThat(consents().find(SERVER, "Sample", "megan", new UUID(2, 2))).isEmpty();
    }

    @Test
    default void keepsTheLastOfTwoConsents() {
        consents().save(consent(SERVER, "megan", CRM, EARLY));
        Consent wider =
                new Consent(SERVER, "Sample", "megan", CRM, Scopes.parse("read write"), EARLY);
        consents().save(wider);

        assertThat(consents().list("Sample", "megan")).containsExactly(wider);
    }

    @Test
    default void keepsAConsentToNoScopes() {
        Consent bare = new Consent(SERVER, "Sample", "megan", CRM, Scopes.NONE, EARLY);
        consents().save(bare);

        assertThat(consents().find(SERVER, "Sample", "megan", CRM)).contains(bare);
    }

    @Test
    default void listsTheConsentsOfAUserTheOldestFirst() {
        Consent late = consent(SERVER, "megan", CRM, EARLY.plusSeconds(60));
        Consent early = consent(SERVER, "megan", new UUID(2, 2), EARLY);
        consents().save(late);
        consents().save(early);
        consents().save(consent(SERVER, "ann", CRM, EARLY));

        assertThat(consents().list("Sample", "megan")).containsExactly(early, late);
    }

    @Test
    default void deletesAConsentOnce() {
        Consent consent = consent(SERVER, "megan", CRM, EARLY);
        consents().save(consent);

        assertThat(consents().delete(consent)).isTrue();
        assertThat(consents().delete(consent)).isFalse();
        assertThat(consents().list("Sample", "megan")).isEmpty();
    }
}
