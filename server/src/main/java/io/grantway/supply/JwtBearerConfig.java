package io.grantway.supply;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.jose.AssertionSigner;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JWT that is the grant itself (RFC 7523 §2.1).
public record JwtBearerConfig(
        @Key(value = "Its `iss`; the `clientId` where absent.", example = "robot@project.example")
                @Nullable String issuer,
        @Key(value = "Its `sub`, whom the token is to be for; the issuer where absent.")
                @Nullable String subject,
        @Key("Its `aud`; the token endpoint where absent.") @Nullable String audience,
        @Key(
                        value = "More claims, such as `scope` where the server looks for it there.",
                        example = "{scope: read write}")
                Map<String, String> claims,
        @Key(
                        value =
                                "The private key it is signed with, PEM (PKCS#8); the definition's"
                                        + " own key where absent.",
                        example = "'${file:keys/robot.key}'")
                @Nullable Secret privateKey,
        @Key("The id of that key there (`kid`).") @Nullable String keyId,
        @Key(value = "How long it is good, at most `1h`.", or = "5m") Duration lifetime) {
    public JwtBearerConfig {
        claims = Map.copyOf(claims);
        if (lifetime.compareTo(Duration.ofSeconds(5)) < 0
                || lifetime.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("lifetime must be 5s to 1h");
        }
        if (privateKey != null) {
            AssertionSigner.check(privateKey);
        }
    }
}
