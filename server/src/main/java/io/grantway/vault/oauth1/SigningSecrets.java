package io.grantway.vault.oauth1;

import io.grantway.config.Secret;
import java.util.Optional;
import java.util.function.Function;

/// What requests are signed with.
///
/// @param privateKey RSA, as PEM (PKCS#8); for RSA-SHA1
public record SigningSecrets(
        Secret consumerSecret, Secret tokenSecret, Optional<Secret> privateKey) {
    /// RFC 5849 §3.4.2: the `&` stands there also where a secret is empty.
    <T> T joined(Function<String, T> use) {
        return consumerSecret.expose(consumer ->
                tokenSecret.expose(token ->
                        use.apply(PercentEncoding.of(consumer) + "&" + PercentEncoding.of(token))));
    }
}
