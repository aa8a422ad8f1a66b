package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.IssuedToken;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.DefinitionName;
import io.grantway.supply.KeptToken;
import io.grantway.supply.TokenRows.Place;
import io.grantway.testing.Issued;
import io.grantway.testing.TestClock;
import io.grantway.testing.TestPostgres;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AnnouncementsTest {
    private static final TokenHash TOKEN = TokenHash.of("a token");
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    private final TestClock clock = new TestClock();
    private final BlockingQueue<Announcement> heard = new LinkedBlockingQueue<>();
    private SqlStore store;
    private AutoCloseable listening;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        StoreConfig config = new StoreConfig(TestPostgres.emptied("announcements"), null);
        store = SqlStore.open(directory, config, clock);
        listening = store.announceTo(heard::add);
        assertThat(next()).isEqualTo(new Announcement.Missed());
    }

    @AfterEach
    void close() throws Exception {
        listening.close();
        store.close();
    }

    private Announcement next() throws InterruptedException {
        Announcement next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private IssuedToken saved(String name, Instant expiry) {
        IssuedToken token = new Issued("Sample", clock.instant()).bareToken(name, expiry);
        store.tokens().save(token);
        return token;
    }

    @Test
    void tellOfATokenThatEndsBeforeItsTimeHoweverItEnds() throws Exception {
        IssuedToken deleted = saved("deleted", Instant.MAX);
        store.tokens().delete("Sample", deleted.access().id());
        assertThat(next()).isEqualTo(new Announcement.TokenEnded(deleted.accessHash()));

        IssuedToken revoked = saved("revoked", LATER);
        store.tokens().revokeFamily(revoked.family());
        assertThat(next()).isEqualTo(new Announcement.TokenEnded(revoked.accessHash()));

        store.deniedTokens().deny(TOKEN, LATER);
        assertThat(next()).isEqualTo(new Announcement.TokenDenied(TOKEN, LATER));
    }

    @Test
    void sayNothingOfWhatHasExpired() throws Exception {
        IssuedToken expired = saved("expired", Instant.parse("2001-01-01T00:00:00Z"));
        store.tokens().revokeFamily(expired.family());

        store.entities().saveSets(store.entities().state(), new byte[0]);
        assertThat(next()).isEqualTo(new Announcement.CatalogChanged());
    }

    @Test
    void tellOfWhatEveryNodeHasInMemory() throws Exception {
        store.entities().save(store.entities().state(), List.of(), List.of(), List.of());
        assertThat(next()).isEqualTo(new Announcement.CatalogChanged());
        store.signingKeys().save("issuer", List.of(), List.of("gone"));
        assertThat(next()).isEqualTo(new Announcement.SigningKeysChanged());
        TestPostgres.run("announcements", "DELETE FROM admin_token");
        assertThat(next()).isEqualTo(new Announcement.AdminTokensChanged());
    }

    @Test
    void tellOfAccountsButNotOfTheirTokens() throws Exception {
        Account made = store.accounts().connect(consent());
        assertThat(next()).isEqualTo(new Announcement.DataKeysChanged());
        var changed = new Announcement.AccountChanged(made.id());
        assertThat(next()).isEqualTo(changed);
        Place place =
                new Place(made.id(), TokenHash.of("c"), new DefinitionName("Sample", "drive"));
        assertThat(store.accounts().tokens().save(place, 1, 2, token(), LATER, LATER)).isTrue();

        store.accounts().connect(consent());
        assertThat(next()).isEqualTo(changed);
        assertThat(store.accounts().died(made.id(), 3, "gone")).isTrue();
        assertThat(next()).isEqualTo(changed);
        store.accounts().remove(made.key());
        assertThat(next()).isEqualTo(changed);
        assertThat(heard).isEmpty();
    }

    private static AccountStore.Consent consent() {
        return new AccountStore.Consent(
                TokenHash.of("id"),
                new AccountKey("Sample", "app", "megan", "drive"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(token()),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                LATER);
    }

    private static KeptToken token() {
        return new KeptToken(
                TokenHash.of("key"),
                Instant.EPOCH,
                Secret.of("a"),
                "Bearer",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void sayWhenSomethingMayHaveBeenMissedAndGoOn() throws Exception {
        TestPostgres.run(
                "announcements",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'grantway' AND datname = 'announcements'");
        assertThat(next()).isEqualTo(new Announcement.Missed());

        store.deniedTokens().deny(TokenHash.of(new UUID(1, 1).toString()), LATER);
        assertThat(next()).isInstanceOf(Announcement.TokenDenied.class);
    }
}
