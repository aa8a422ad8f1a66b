package io.grantway.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth1ClaimTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Secret CONSUMER = Secret.of("j49sk3j29djd");
    private static final Secret TOKEN = Secret.of("dh893hdasih9");
    private static final String AUTHORIZATION =
            "OAuth realm=\"Example\", oauth_consumer_key=\"9djdj82h48djs9d2\","
                    + " oauth_token=\"kkk9d7dh3k39sjv7\", oauth_signature_method=\"HMAC-SHA1\","
                    + " oauth_timestamp=\"137131201\", oauth_nonce=\"7d8f3e4a\","
                    + " oauth_signature=\"r6%2FTJjbCOr97%2F%2BUU0NsvSne7s5g%3D\"";

    private static SignedCall call(String body) {
        return new SignedCall(
                "POST",
                URI.create("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"),
                Optional.of(FORM),
                Body.of(body));
    }

    private static boolean isSigned(String body, String authorization) {
        return OAuth1Claim.of(call(body), Optional.of(authorization))
                .filter(claim -> claim.isSignedWith(CONSUMER, TOKEN, Optional.empty()))
                .isPresent();
    }

    /// RFC 5849 §3.4.1.1, with the signature of erratum 2550.
    @Test
    void findsTheExampleOfTheSpecificationSigned() {
        assertThat(isSigned("c2&a3=2+q", AUTHORIZATION)).isTrue();
        assertThat(isSigned("a3=2%20q&c2=", AUTHORIZATION)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"c2&a3=2q", "a3=2+q", "c2&a3=2+q&a3=2+q", "''"})
    void findsAChangedFormNotSigned(String body) {
        assertThat(isSigned(body, AUTHORIZATION)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"HMAC-SHA1, HMAC-SHA256", "HMAC-SHA1, RSA-SHA1", "HMAC-SHA1, none", "7d8f, 7d8g"})
    void findsAChangedParameterNotSigned(String before, String after) {
        assertThat(isSigned("c2&a3=2+q", AUTHORIZATION.replace(before, after))).isFalse();
    }

    @Test
    void wantsBothSecrets() {
        OAuth1Claim claim =
                OAuth1Claim.of(call("c2&a3=2+q"), Optional.of(AUTHORIZATION)).orElseThrow();
        assertThat(claim.isSignedWith(CONSUMER, CONSUMER, Optional.empty())).isFalse();
        assertThat(claim.isSignedWith(TOKEN, TOKEN, Optional.empty())).isFalse();
        assertThat(claim.parameter("oauth_token")).contains("kkk9d7dh3k39sjv7");
        assertThat(claim.toString()).doesNotContain("kkk9d7dh3k39sjv7");
    }

    /// RFC 5849 §3.2: each parameter once.
    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer x", "OAuth", "OAuth oauth_token=\"a\", oauth_nonce=\"b\""})
    void seesNoClaimWithoutASignature(String authorization) {
        assertThat(OAuth1Claim.of(call(""), Optional.of(authorization))).isEmpty();
        assertThat(OAuth1Claim.of(call(""), Optional.of(AUTHORIZATION + ", oauth_nonce=\"x\"")))
                .isEmpty();
    }
}
