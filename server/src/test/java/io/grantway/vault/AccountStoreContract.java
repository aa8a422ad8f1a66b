package io.grantway.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.DefinitionName;
import io.grantway.supply.KeptToken;
import io.grantway.supply.TokenRows;
import io.grantway.supply.TokenRows.Place;
import io.grantway.vault.AccountStore.Consent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [AccountStore] does, with its [AccountDeadlines].
public interface AccountStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    Instant LATER = NOON.plus(Duration.ofHours(1));
    Instant LAPSES = NOON.plus(Duration.ofDays(100));

    /// An empty store.
    AccountStore accounts();

    AccountDeadlines deadlines();

    private TokenRows tokens() {
        return accounts().tokens();
    }

    private static AccountKey key(String app, String user, String provider) {
        return new AccountKey("Sample", app, user, provider);
    }

    private static AccountKey key(String user) {
        return key("app", user, "drive");
    }

    private static KeptToken token(String text) {
        return new KeptToken(
                TokenHash.of("key"),
                NOON,
                Secret.of(text),
                "Bearer",
                Optional.of(LATER),
                Optional.of("read"),
                Optional.of(Secret.of("refresh of " + text)),
                Optional.empty(),
                Optional.empty());
    }

    private static Consent consent(AccountKey key, String subject, Optional<KeptToken> token) {
        return new Consent(
                TokenHash.of("id of " + key),
                key,
                Optional.of(subject),
                Optional.of("label"),
                Map.of("region", "eu"),
                token,
                token.isPresent()
                        ? Optional.empty()
                        : Optional.of(new FixedCredential.Key(Secret.of("k3y"))),
                NOON,
                Optional.of(NOON.plus(Duration.ofDays(365))),
                token.isPresent() ? LAPSES : AccountDeadlines.NEVER);
    }

    private Account connected(AccountKey key) {
        return accounts().connect(consent(key, "subject", Optional.of(token("first"))));
    }

    private static Place place(Account account) {
        return new Place(
                account.id(),
                TokenHash.of("config"),
                new DefinitionName("Sample", account.key().provider()));
    }

    private boolean saves(Account account, long expected, KeptToken token) {
        return tokens().save(place(account), expected, expected + 1, token, NOON, LAPSES);
    }

    @Test
    default void givesBackEveryPartOfAnAccount() {
        Account made = connected(key("megan"));

        assertThat(made)
                .isEqualTo(
                        new Account(
                                TokenHash.of("id of " + key("megan")),
                                key("megan"),
                                Account.State.ACTIVE,
                                Optional.of("subject"),
                                Optional.of("label"),
                                Map.of("region", "eu"),
                                Optional.of("read"),
                                Optional.empty(),
                                NOON,
                                Optional.of(NOON.plus(Duration.ofDays(365))),
                                Optional.empty()));
        assertThat(accounts().find(key("megan")).orElseThrow().account()).isEqualTo(made);
        assertThat(tokens().find(made.id()))
                .contains(new TokenRows.Row(1, Optional.of(token("first")), false));
        assertThat(accounts().find(key("somebody else"))).isEmpty();
    }

    @Test
    default void keepsEachKindOfFixedCredential() {
        List<FixedCredential> all =
                List.of(
                        new FixedCredential.Key(Secret.of("k")),
                        new FixedCredential.UserPass("u", Secret.of("w")),
                        new FixedCredential.OAuth1Token(Secret.of("t"), Secret.of("s")));
        for (FixedCredential each : all) {
            accounts()
                    .connect(
                            new Consent(
                                    TokenHash.of("id"),
                                    key("megan"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of(),
                                    Optional.empty(),
                                    Optional.of(each),
                                    NOON,
                                    Optional.empty(),
                                    AccountDeadlines.NEVER));
            assertThat(accounts().find(key("megan")).orElseThrow().fixed()).contains(each);
        }
    }

    @Test
    default void goesOnWithIdAndGenerationWhenConnectedAgain() {
        Account before = connected(key("megan"));
        assertThat(saves(before, 1, token("second"))).isTrue();
        assertThat(accounts().died(before.id(), 2, "gone")).isTrue();

        Account after = connected(key("megan"));

        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.state()).isEqualTo(Account.State.ACTIVE);
        assertThat(after.trouble()).isEmpty();
        assertThat(tokens().find(after.id()).orElseThrow().generation()).isEqualTo(3);
        assertThat(saves(after, 2, token("late"))).isFalse();
    }

    @Test
    default void refusesAnotherSubjectAndRemembersTheFirst() {
        connected(key("megan"));
        assertThatThrownBy(() ->
                        accounts()
                                .connect(
                                        consent(
                                                key("megan"),
                                                "another",
                                                Optional.of(token("theirs")))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(accounts().find(key("megan")).orElseThrow().account().subject())
                .contains("subject");
    }

    @Test
    default void marksADeadGrantOnceAndOnlyItsOwnGeneration() {
        Account made = connected(key("megan"));
        assertThat(saves(made, 1, token("second"))).isTrue();

        assertThat(accounts().died(made.id(), 1, "of an older one")).isFalse();
        assertThat(accounts().died(made.id(), 2, "invalid_grant")).isTrue();
        assertThat(accounts().died(made.id(), 2, "invalid_grant")).isFalse();

        Account dead = accounts().find(key("megan")).orElseThrow().account();
        assertThat(dead.state()).isEqualTo(Account.State.RECONNECT);
        assertThat(dead.trouble()).contains("invalid_grant");
        assertThat(tokens().find(made.id())).isEmpty();
        assertThat(tokens().lease(place(made), 2, "me", NOON, LATER)).isFalse();
    }

    @Test
    default void leasesARowToOneAloneAndSavesBehindItsGeneration() {
        Account made = connected(key("megan"));

        assertThat(tokens().lease(place(made), 1, "me", NOON, LATER)).isTrue();
        assertThat(tokens().lease(place(made), 1, "you", NOON, LATER)).isFalse();
        assertThat(tokens().extend(made.id(), "you", LATER)).isFalse();
        assertThat(tokens().extend(made.id(), "me", LATER)).isTrue();
        assertThat(tokens().find(made.id()).orElseThrow().unfinished()).isTrue();
        tokens().release(made.id(), "me", true);
        assertThat(tokens().find(made.id()).orElseThrow().unfinished()).isFalse();
        assertThat(tokens().lease(place(made), 1, "you", NOON, LATER)).isTrue();
        assertThat(saves(made, 0, token("late"))).isFalse();
        assertThat(saves(made, 1, token("second"))).isTrue();
        assertThat(saves(made, 1, token("late"))).isFalse();
        assertThat(accounts().find(key("megan")).orElseThrow().account().refreshed())
                .contains(NOON);
    }

    @Test
    default void makesNoRowForAnAccountThatWasTakenAway() {
        Account made = connected(key("megan"));
        assertThat(accounts().remove(key("megan")).orElseThrow().token()).contains(token("first"));

        assertThat(tokens().lease(place(made), 1, "me", NOON, LATER)).isFalse();
        assertThat(saves(made, 1, token("late"))).isFalse();
        assertThat(tokens().find(made.id())).isEmpty();
        assertThat(accounts().remove(key("megan"))).isEmpty();
    }

    @Test
    default void listsInOrderByPages() {
        for (String user : List.of("b", "a", "c")) {
            connected(key("one", user, "drive"));
            connected(key("two", user, "drive"));
            connected(key("one", user, "box"));
        }
        Account dead = accounts().find(key("one", "b", "drive")).orElseThrow().account();
        assertThat(accounts().died(dead.id(), 1, "gone")).isTrue();

        assertThat(names(Optional.empty(), Optional.empty()))
                .containsExactly(
                        "a box one",
                        "a drive one",
                        "a drive two",
                        "b box one",
                        "b drive one",
                        "b drive two",
                        "c box one",
                        "c drive one",
                        "c drive two");
        assertThat(names(Optional.of("two"), Optional.empty()))
                .containsExactly("a drive two", "b drive two", "c drive two");
        assertThat(names(Optional.empty(), Optional.of(Account.State.RECONNECT)))
                .containsExactly("b drive one");
        assertThat(names(Optional.of("one"), Optional.of(Account.State.RECONNECT)))
                .containsExactly("b drive one");
        assertThat(names(Optional.of("two"), Optional.of(Account.State.RECONNECT))).isEmpty();
        assertThat(names(Optional.of("one"), Optional.of(Account.State.ACTIVE)))
                .hasSize(5)
                .doesNotContain("b drive one");
        assertThat(names(Optional.empty(), Optional.of(Account.State.ACTIVE))).hasSize(8);
        assertThat(accounts().of("Sample", "one", "b"))
                .extracting(it -> it.key().provider())
                .containsExactly("box", "drive");
        assertThat(accounts().of("Other", "one", "b")).isEmpty();
    }

    private List<String> names(Optional<String> app, Optional<Account.State> state) {
        List<String> all = new ArrayList<>();
        Optional<AccountKey> after = Optional.empty();
        while (true) {
            List<Account> page = accounts().page("Sample", app, state, after, 2);
            page.forEach(it ->
                    all.add(it.key().user() + " " + it.key().provider() + " " + it.key().app()));
            if (page.size() < 2) {
                return all;
            }
            after = Optional.of(page.getLast().key());
        }
    }

    @Test
    default void givesADeadlineToOneAlone() {
        Account made = connected(key("megan"));
        assertThat(deadlines().due(NOON.plus(Duration.ofDays(70)), 10)).isEmpty();
        List<AccountDeadlines.Due> due = deadlines().due(NOON.plus(Duration.ofDays(80)), 10);

        assertThat(due)
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.id()).isEqualTo(made.id());
                    assertThat(it.key()).isEqualTo(key("megan"));
                    assertThat(it.lapses()).isEqualTo(LAPSES);
                });
        assertThat(deadlines().take(due.getFirst(), LAPSES)).isTrue();
        assertThat(deadlines().take(due.getFirst(), LAPSES)).isFalse();
        assertThat(deadlines().due(NOON.plus(Duration.ofDays(90)), 10)).isEmpty();
    }

    @Test
    default void warnsOnceOfAnEnd() {
        connected(key("megan"));
        assertThat(deadlines().ending(NOON.plus(Duration.ofDays(357)), 10)).isEmpty();
        List<AccountDeadlines.Ending> soon =
                deadlines().ending(NOON.plus(Duration.ofDays(358)), 10);
        assertThat(soon).hasSize(1);
        assertThat(deadlines().told(soon.getFirst())).isTrue();
        assertThat(deadlines().told(soon.getFirst())).isFalse();
        assertThat(deadlines().ending(NOON.plus(Duration.ofDays(365)), 10)).isEmpty();
    }

    @Test
    default void movesAnEndThatTheServerMoves() {
        Account made = connected(key("megan"));
        Instant end = NOON.plus(Duration.ofDays(50));
        assertThat(saves(made, 1, until(end))).isTrue();
        assertThat(accounts().find(made.key()).orElseThrow().account().ends()).contains(end);
        List<AccountDeadlines.Ending> soon = deadlines().ending(NOON.plus(Duration.ofDays(45)), 10);
        assertThat(soon).hasSize(1);
        assertThat(deadlines().told(soon.getFirst())).isTrue();

        // The same end, said a second later: it was told already.
        assertThat(saves(made, 2, until(end.plusSeconds(1)))).isTrue();
        assertThat(deadlines().ending(end, 10)).isEmpty();
        assertThat(saves(made, 3, until(end.plus(Duration.ofDays(50))))).isTrue();
        assertThat(deadlines().ending(end.plus(Duration.ofDays(45)), 10)).hasSize(1);
    }

    private static KeptToken until(Instant end) {
        return new KeptToken(
                TokenHash.of("key"),
                NOON,
                Secret.of("a"),
                "Bearer",
                Optional.of(LATER),
                Optional.empty(),
                Optional.of(Secret.of("r")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(end));
    }
}
