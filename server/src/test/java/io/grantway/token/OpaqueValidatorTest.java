package io.grantway.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpaqueValidatorTest {
    private final TestClock clock = new TestClock();
    private final AccessToken token =
            new AccessToken(
                    new UUID(0, 1),
                    "default",
                    Optional.empty(),
                    new UUID(0, 2),
                    Optional.empty(),
                    Scopes.NONE,
                    clock.instant().plusSeconds(60));
    private final OpaqueValidator validator =
            new OpaqueValidator(
                    hash ->
                            hash.equals(TokenHash.of("good"))
                                    ? Optional.of(token)
                                    : Optional.empty(),
                    clock);

    @Test
    void findsATokenByItsHash() {
        assertThat(validator.validate("good")).isEqualTo(new Verdict.Valid(token));
    }

    @Test
    void rejectsATokenThatNobodyKnows() {
        assertThat(validator.validate("bad")).isEqualTo(new Verdict.Rejected("token_unknown"));
    }

    @Test
    void rejectsAnExpiredTokenWhoseRecordIsStillThere() {
        clock.forward(Duration.ofSeconds(60));

        assertThat(validator.validate("good")).isEqualTo(new Verdict.Rejected("token_expired"));
    }

    @Test
    void doesNotCallATokenBadBecauseTheStoreIsOutOfReach() {
        OpaqueValidator cutOff =
                new OpaqueValidator(
                        _ -> {
                            throw new IllegalStateException("disk gone");
                        },
                        clock);

        assertThat(cutOff.validate("good")).isEqualTo(new Verdict.Unknown("lookup_failed"));
    }
}
