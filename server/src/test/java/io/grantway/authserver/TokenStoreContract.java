package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.AtOnce;
import io.grantway.testing.Issued;
import io.grantway.testing.TestClock;
import io.grantway.token.TokenLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What every [TokenStore] does, and the [TokenLookup] beside it.
public interface TokenStoreContract {
    /// An empty store.
    TokenStore tokens();

    /// The look-up on the same tokens.
    TokenLookup lookup();

    /// The clock that both go by.
    TestClock clock();

    private Issued sample() {
        return new Issued("Sample", clock().instant());
    }

    private IssuedToken saved(String name) {
        IssuedToken token = sample().token(name);
        tokens().save(token);
        return token;
    }

    @Test
    default void givesBackEveryPartOfAToken() {
        IssuedToken token = saved("one");

        assertThat(tokens().find("Sample", token.access().id())).contains(token);
        assertThat(tokens().findByRefreshToken(TokenHash.of("one refresh"))).contains(token);
        assertThat(lookup().findAccessToken(TokenHash.of("one"))).contains(token.access());
    }

    @Test
    default void givesBackATokenOfWhichMuchIsAbsent() {
        IssuedToken token = sample().bareToken("bare", Instant.MAX);
        tokens().save(token);

        assertThat(tokens().find("Sample", token.access().id())).contains(token);
        assertThat(lookup().findAccessToken(TokenHash.of("bare"))).contains(token.access());
    }

    @Test
    default void keepsTheOrderOfScopes() {
        saved("one");

        AccessToken found = lookup().findAccessToken(TokenHash.of("one")).orElseThrow();
        assertThat(found.scopes()).hasToString("write read");
        assertThat(found.scopes()).isEqualTo(Scopes.parse("write read"));
    }

    @Test
    default void findsNothingThatWasNeverSaved() {
        saved("one");

        assertThat(lookup().findAccessToken(TokenHash.of("two"))).isEmpty();
        assertThat(tokens().findByRefreshToken(TokenHash.of("two refresh"))).isEmpty();
        assertThat(tokens().find("Sample", sample().tokenId("two"))).isEmpty();
    }

    @Test
    default void takesAnAccessTokenForNoRefreshTokenAndTheOtherWayRound() {
        saved("one");

        assertThat(lookup().findAccessToken(TokenHash.of("one refresh"))).isEmpty();
        assertThat(tokens().findByRefreshToken(TokenHash.of("one"))).isEmpty();
    }

    @Test
    default void findsNoAccessTokenThatHasExpired() {
        saved("one");

        clock().forward(Duration.ofSeconds(3599));
        assertThat(lookup().findAccessToken(TokenHash.of("one"))).isPresent();
        clock().forward(Duration.ofSeconds(1));
        assertThat(lookup().findAccessToken(TokenHash.of("one"))).isEmpty();
    }

    @Test
    default void findsARefreshTokenWhoseAccessTokenHasExpired() {
        IssuedToken token = saved("one");
        clock().forward(Duration.ofHours(2));

        assertThat(tokens().findByRefreshToken(TokenHash.of("one refresh"))).contains(token);
        assertThat(tokens().find("Sample", token.access().id())).contains(token);
        assertThat(tokens().list("Sample", Optional.empty(), 10)).containsExactly(token);
    }

    @Test
    default void findsNothingOfATokenWhoseRefreshTokenHasExpiredToo() {
        IssuedToken token = saved("one");
        clock().forward(Duration.ofDays(1));

        assertThat(tokens().findByRefreshToken(TokenHash.of("one refresh"))).isEmpty();
        assertThat(tokens().find("Sample", token.access().id())).isEmpty();
        assertThat(tokens().list("Sample", Optional.empty(), 10)).isEmpty();
        assertThat(tokens().delete("Sample", token.access().id())).isEmpty();
    }

    @Test
    default void findsNoRefreshTokenThatExpiresBeforeItsAccessToken() {
        IssuedToken token = saved("one");
        IssuedToken brief =
                new IssuedToken(
                        sample().token("brief").access(),
                        TokenHash.of("brief"),
                        Optional.of(TokenHash.of("brief refresh")),
                        token.family(),
                        clock().instant(),
                        clock().instant().plusSeconds(60));
        tokens().save(brief);
        clock().forward(Duration.ofSeconds(60));

        assertThat(tokens().findByRefreshToken(TokenHash.of("brief refresh"))).isEmpty();
        assertThat(lookup().findAccessToken(TokenHash.of("brief"))).contains(brief.access());
    }

    @Test
    default void findsATokenThatNeverExpiresInAThousandYears() {
        tokens().save(sample().bareToken("for ever", Instant.MAX));
        clock().forward(Duration.ofDays(365_000));

        assertThat(lookup().findAccessToken(TokenHash.of("for ever"))).isPresent();
    }

    @Test
    default void replacesATokenByItsSuccessor() {
        IssuedToken old = saved("old");
        IssuedToken successor = sample().token("new", old.family());

        assertThat(tokens().replace(old, successor)).isTrue();
        assertThat(lookup().findAccessToken(old.accessHash())).isEmpty();
        assertThat(tokens().findByRefreshToken(TokenHash.of("old refresh"))).isEmpty();
        assertThat(tokens().find("Sample", old.access().id())).isEmpty();
        assertThat(tokens().find("Sample", successor.access().id())).contains(successor);
    }

    @Test
    default void replacesNothingTwice() {
        IssuedToken old = saved("old");
        tokens().replace(old, sample().token("new", old.family()));

        IssuedToken third = sample().token("third", old.family());
        assertThat(tokens().replace(old, third)).isFalse();
        assertThat(tokens().find("Sample", third.access().id())).isEmpty();
    }

    @Test
    default void replacesNothingThatWasDeletedOrHasExpired() {
        IssuedToken deleted = saved("deleted");
        IssuedToken expired = saved("expired");
        tokens().delete("Sample", deleted.access().id());
        clock().forward(Duration.ofDays(1));

        assertThat(tokens().replace(deleted, sample().token("new", deleted.family()))).isFalse();
        assertThat(tokens().replace(expired, sample().token("newer", expired.family()))).isFalse();
        assertThat(tokens().list("Sample", Optional.empty(), 10)).isEmpty();
    }

    @Test
    default void renewsATokenInPlaceWithTheSameIdAndRefreshToken() {
        IssuedToken old = saved("old");
        clock().forward(Duration.ofMillis(1));
        IssuedToken other = saved("other");
        IssuedToken fresh = sample().token("fresh", old.family());
        IssuedToken renewed =
                new IssuedToken(
                        old.access(),
                        fresh.accessHash(),
                        old.refreshHash(),
                        old.family(),
                        fresh.createdAt(),
                        fresh.refreshExpiresAt());

        assertThat(tokens().replace(old, renewed)).isTrue();
        assertThat(lookup().findAccessToken(old.accessHash())).isEmpty();
        assertThat(lookup().findAccessToken(fresh.accessHash())).isPresent();
        assertThat(tokens().findByRefreshToken(TokenHash.of("old refresh"))).contains(renewed);
        assertThat(tokens().familyOfSpent(TokenHash.of("old refresh"))).isEmpty();
        assertThat(tokens().list("Sample", Optional.empty(), 10)).containsExactly(renewed, other);
    }

    @Test
    default void knowsTheFamilyOfASpentRefreshToken() {
        IssuedToken old = saved("old");
        assertThat(tokens().familyOfSpent(TokenHash.of("old refresh"))).isEmpty();

        tokens().replace(old, sample().token("new", old.family()));

        assertThat(tokens().familyOfSpent(TokenHash.of("old refresh"))).contains(old.family());
        assertThat(tokens().familyOfSpent(TokenHash.of("new refresh"))).isEmpty();
        assertThat(tokens().familyOfSpent(TokenHash.of("old"))).isEmpty();
    }

    @Test
    default void revokesEveryTokenOfAFamilyAndNoOther() {
        IssuedToken first = saved("first");
        IssuedToken second = sample().token("second", first.family());
        IssuedToken stranger = saved("stranger");
        tokens().save(second);

        assertThat(tokens().revokeFamily(first.family()))
                .containsExactlyInAnyOrder(first.accessHash(), second.accessHash());
        assertThat(lookup().findAccessToken(first.accessHash())).isEmpty();
        assertThat(tokens().findByRefreshToken(TokenHash.of("second refresh"))).isEmpty();
        assertThat(tokens().list("Sample", Optional.empty(), 10)).containsExactly(stranger);
        assertThat(tokens().revokeFamily(first.family())).isEmpty();
    }

    @Test
    default void deletesATokenOnceAndSaysWhich() {
        IssuedToken token = saved("one");

        assertThat(tokens().delete("Sample", token.access().id())).contains(token);
        assertThat(tokens().delete("Sample", token.access().id())).isEmpty();
        assertThat(lookup().findAccessToken(token.accessHash())).isEmpty();
        assertThat(tokens().findByRefreshToken(TokenHash.of("one refresh"))).isEmpty();
    }

    @Test
    default void hidesTheTokensOfOneWorkspaceFromAnother() {
        IssuedToken token = saved("one");

        assertThat(tokens().find("Other", token.access().id())).isEmpty();
        assertThat(tokens().delete("Other", token.access().id())).isEmpty();
        assertThat(tokens().list("Other", Optional.empty(), 10)).isEmpty();
        assertThat(lookup().findAccessToken(token.accessHash())).isPresent();
    }

    @Test
    default void listsPageAfterPageInTheOrderMade() {
        List<IssuedToken> all = savedOneAfterAnother(7);
        tokens().save(new Issued("Other", clock().instant()).token("foreign"));

        List<IssuedToken> listed = new ArrayList<>();
        Optional<UUID> after = Optional.empty();
        for (List<IssuedToken> page = tokens().list("Sample", after, 3);
                !page.isEmpty();
                page = tokens().list("Sample", after, 3)) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            listed.addAll(page);
            after = Optional.of(page.getLast().access().id());
        }
        assertThat(listed).isEqualTo(all);
    }

    @Test
    default void goesOnListingBehindATokenThatWasDeletedMeanwhile() {
        List<IssuedToken> all = savedOneAfterAnother(5);
        UUID end = tokens().list("Sample", Optional.empty(), 2).getLast().access().id();
        tokens().delete("Sample", end);

        assertThat(tokens().list("Sample", Optional.of(end), 10)).isEqualTo(all.subList(2, 5));
    }

    @Test
    default void listsTheTokensOfASubject() {
        IssuedToken one = saved("one");
        IssuedToken other = saved("other");
        tokens().save(sample().bareToken("a machine's", clock().instant().plusSeconds(60)));
        tokens().save(new Issued("Other", clock().instant()).token("foreign"));

        assertThat(tokens().listOf("Sample", "megan")).containsExactlyInAnyOrder(one, other);
        assertThat(tokens().listOf("Sample", "ann")).isEmpty();
        clock().forward(Duration.ofDays(2));
        assertThat(tokens().listOf("Sample", "megan")).isEmpty();
    }

    private List<IssuedToken> savedOneAfterAnother(int count) {
        List<IssuedToken> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(saved("token " + i));
            clock().forward(Duration.ofMillis(1));
        }
        return all;
    }

    @Test
    default void letsOneOfManyReplaceTheSameToken() throws Exception {
        IssuedToken old = saved("old");
        List<Callable<Boolean>> replacements = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            IssuedToken successor = sample().token("successor " + i, old.family());
            replacements.add(() -> tokens().replace(old, successor));
        }

        assertThat(AtOnce.call(replacements)).containsOnlyOnce(true);
        assertThat(tokens().list("Sample", Optional.empty(), 20)).hasSize(1);
    }

    @Test
    default void savesEveryTokenOfACrowd() throws Exception {
        List<Callable<UUID>> saves = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = "token " + i;
            saves.add(() -> saved(name).access().id());
        }

        assertThat(AtOnce.call(saves))
                .allSatisfy(id -> assertThat(tokens().find("Sample", id)).isPresent());
        assertThat(tokens().list("Sample", Optional.empty(), 200)).hasSize(100);
    }

    @Test
    default void findsATokenByItsTextInItsWorkspaceOnly() {
        IssuedToken token = saved("one");
        clock().forward(Duration.ofHours(2));

        assertThat(tokens().findByAccessToken("Sample", token.accessHash())).contains(token);
        assertThat(tokens().findByAccessToken("Other", token.accessHash())).isEmpty();
        assertThat(tokens().findByAccessToken("Sample", TokenHash.of("one refresh"))).isEmpty();
        clock().forward(Duration.ofDays(1));
        assertThat(tokens().findByAccessToken("Sample", token.accessHash())).isEmpty();
    }

    @Test
    default void takesATokenInUnlessALiveOneIsLikeIt() {
        IssuedToken one = sample().token("one");

        assertThat(tokens().add(one)).isEqualTo(TokenStore.Outcome.DONE);
        assertThat(lookup().findAccessToken(TokenHash.of("one"))).contains(one.access());
        assertThat(tokens().add(one)).isEqualTo(TokenStore.Outcome.ID_TAKEN);
        assertThat(tokens().add(like("two", "one", "two refresh")))
                .isEqualTo(TokenStore.Outcome.ACCESS_TOKEN_TAKEN);
        assertThat(tokens().add(like("two", "two", "one refresh")))
                .isEqualTo(TokenStore.Outcome.REFRESH_TOKEN_TAKEN);
        assertThat(tokens().list("Sample", Optional.empty(), 10)).containsExactly(one);
    }

    @Test
    default void takesATokenInThatADeadOneWasLike() {
        saved("one");
        clock().forward(Duration.ofDays(2));
        IssuedToken again = sample().token("one");

        assertThat(tokens().add(again)).isEqualTo(TokenStore.Outcome.DONE);
        assertThat(tokens().find("Sample", again.access().id())).contains(again);
    }

    @Test
    default void amendsATokenAndSpendsNothing() {
        IssuedToken old = saved("old");
        IssuedToken other = saved("other");
        IssuedToken changed = like("old", "new text", "new refresh");

        assertThat(tokens().amend(old, changed)).isEqualTo(TokenStore.Outcome.DONE);
        assertThat(tokens().find("Sample", old.access().id())).contains(changed);
        assertThat(lookup().findAccessToken(old.accessHash())).isEmpty();
        assertThat(tokens().familyOfSpent(TokenHash.of("old refresh"))).isEmpty();
        assertThat(tokens().amend(old, changed)).isEqualTo(TokenStore.Outcome.GONE);
        assertThat(tokens().amend(changed, like("old", "other", "new refresh")))
                .isEqualTo(TokenStore.Outcome.ACCESS_TOKEN_TAKEN);
        assertThat(tokens().find("Sample", other.access().id())).contains(other);
        assertThat(tokens().find("Sample", old.access().id())).contains(changed);
    }

    private IssuedToken like(String name, String access, String refresh) {
        IssuedToken token = sample().token(name);
        return new IssuedToken(
                token.access(),
                TokenHash.of(access),
                Optional.of(TokenHash.of(refresh)),
                token.family(),
                token.createdAt(),
                token.refreshExpiresAt());
    }
}
