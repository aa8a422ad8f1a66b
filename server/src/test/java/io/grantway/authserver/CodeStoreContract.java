package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.TokenClaims;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.AtOnce;
import io.grantway.testing.Issued;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What every [CodeStore] does.
public interface CodeStoreContract {
    /// An empty store.
    CodeStore codes();

    /// The tokens that its codes give.
    TokenStore tokens();

    /// The clock that both go by.
    TestClock clock();

    private Issued sample() {
        return new Issued("Sample", clock().instant());
    }

    private AuthorizationCode saved(String name) {
        AuthorizationCode code = sample().code(name);
        codes().save(code);
        return code;
    }

    @Test
    default void givesBackEveryPartOfACodeAsOftenAsAsked() {
        AuthorizationCode code = saved("code");

        assertThat(codes().find(code.hash())).contains(code);
        assertThat(codes().find(code.hash())).contains(code);
        assertThat(codes().find(TokenHash.of("another"))).isEmpty();
    }

    @Test
    default void givesBackACodeOfWhichMuchIsAbsent() {
        AuthorizationCode full = sample().code("code");
        AuthorizationCode bare =
                new AuthorizationCode(
                        full.hash(),
                        new AuthorizationCode.Grantee(
                                "Sample",
                                Optional.empty(),
                                full.grant().client(),
                                Optional.empty(),
                                full.grant().scopes(),
                                TokenClaims.NONE),
                        full.redirectUri(),
                        Optional.empty(),
                        full.family(),
                        full.expiresAt(),
                        Optional.empty());
        codes().save(bare);

        assertThat(codes().find(bare.hash())).contains(bare);
    }

    @Test
    default void findsAndRedeemsNoCodeThatHasExpired() {
        AuthorizationCode code = saved("code");
        clock().forward(Duration.ofMinutes(10));

        assertThat(codes().find(code.hash())).isEmpty();
        assertThat(codes().redeem(code, sample().token("token", code.family()))).isFalse();
        assertThat(tokens().list("Sample", Optional.empty(), 10)).isEmpty();
        assertThat(tokens().familyOfSpent(code.hash())).isEmpty();
    }

    @Test
    default void redeemsACodeForItsToken() {
        AuthorizationCode code = saved("code");
        IssuedToken token = sample().token("token", code.family());

        assertThat(codes().redeem(code, token)).isTrue();
        assertThat(codes().find(code.hash())).isEmpty();
        assertThat(tokens().find("Sample", token.access().id())).contains(token);
    }

    @Test
    default void redeemsNoCodeTwice() {
        AuthorizationCode code = saved("code");
        codes().redeem(code, sample().token("token", code.family()));

        IssuedToken stolen = sample().token("stolen", code.family());
        assertThat(codes().redeem(code, stolen)).isFalse();
        assertThat(tokens().find("Sample", stolen.access().id())).isEmpty();
    }

    @Test
    default void knowsTheFamilyOfASpentCodeWhileItsTokenLives() {
        AuthorizationCode code = saved("code");
        assertThat(tokens().familyOfSpent(code.hash())).isEmpty();
        IssuedToken token = sample().token("token", code.family());
        codes().redeem(code, token);
        clock().forward(Duration.ofHours(23));

        assertThat(tokens().familyOfSpent(code.hash())).contains(code.family());
        assertThat(tokens().revokeFamily(code.family())).containsExactly(token.accessHash());
    }

    @Test
    default void letsOneOfManyRedeemTheSameCode() throws Exception {
        AuthorizationCode code = saved("code");
        List<Callable<Boolean>> redemptions = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            IssuedToken token = sample().token("token " + i, code.family());
            redemptions.add(() -> codes().redeem(code, token));
        }

        assertThat(AtOnce.call(redemptions)).containsOnlyOnce(true);
        assertThat(tokens().list("Sample", Optional.empty(), 20)).hasSize(1);
    }
}
