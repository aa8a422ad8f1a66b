package io.grantway.token;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.jose.KeySet;
import io.grantway.jose.TokenAlgorithm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// How signed tokens of a server are verified here.
public record LocalValidationConfig(
        @Key(value = "Where it publishes its keys.", example = "https://login.example/jwks")
                @Nullable URI jwksUri,
        @Key(
                        value = "Its public keys, a JWK set (RFC 7517 §5).",
                        example = "'${file:keys/login.jwks.json}'")
                @Nullable ObjectNode jwks,
        @Key(
                        value =
                                "Its certificates or public keys in PEM, RSA or EC; any of them may"
                                        + " have signed.",
                        example = "'${file:keys/legacy.pem}'")
                @Nullable String certificate,
        @Key("A key store whose certificates may have signed.")
                @Nullable TrustStoreConfig trustStore,
        @Key(
                        value =
                                "The secret that is shared with it, for HS256 (32 bytes or more),"
                                        + " HS384 (48) and HS512 (64)."
                                        + " Empty: none of its tokens can be verified.",
                        example = "'${env:HMAC_SECRET}'")
                @Nullable Secret hmacSecret,
        @Key(
                        value =
                                "By which its tokens may be signed; the header of a token chooses"
                                        + " among these only. Where empty: those of a secret,"
                                        + " else what fits the keys, never both.",
                        example = "[RS256]")
                List<TokenAlgorithm> algorithms,
        @Key(
                        value =
                                "What `typ` may be in a token's header; where empty, `at+jwt`,"
                                        + " `JWT` or none.",
                        example = "[at+jwt]")
                List<String> types,
        @Key(value = "How far its clock may be off, for `exp`, `nbf` and `iat`.", or = "30s")
                Duration clockSkew) {
    private static final Duration MOST_SKEW = Duration.ofMinutes(10);

    /// Where there is nothing to say.
    static final LocalValidationConfig STANDARD =
            new LocalValidationConfig(
                    null, null, null, null, null, List.of(), List.of(), Duration.ofSeconds(30));

    /// A file of certificates.
    public record TrustStoreConfig(
            @Key(value = "PKCS#12 or JKS.", example = "keys/trusted.p12") Path file,
            @Key("What opens it.") @Nullable Secret password) {}

    public LocalValidationConfig {
        if (Stream.of(jwksUri, jwks, certificate, trustStore, hmacSecret)
                        .filter(each -> each != null)
                        .count()
                > 1) {
            throw new IllegalArgumentException(
                    "give it one of jwksUri, jwks, certificate, trustStore or hmacSecret");
        }
        if (jwks != null) {
            KeySet.ofOthers(jwks);
        }
        if (certificate != null) {
            KeySet.ofCertificates(certificate);
        }
        if (hmacSecret != null && !hmacSecret.isEmpty()) {
            KeySet.ofSecrets(List.of(hmacSecret));
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("clockSkew must be 0s to 10m");
        }
        requireFitting(
                bySecret(hmacSecret, algorithms, !keyless(jwksUri, jwks, certificate, trustStore)),
                algorithms);
    }

    private static boolean keyless(@Nullable Object... keys) {
        return Arrays.stream(keys).allMatch(Objects::isNull);
    }

    /// Whether a secret is shared with the server, though it may be missing here: one that an
    /// environment does not have yet stops no start, and none of its tokens is good.
    private static boolean bySecret(
            @Nullable Secret secret, List<TokenAlgorithm> algorithms, boolean publicKeys) {
        return secret != null
                || (!publicKeys
                        && !algorithms.isEmpty()
                        && algorithms.stream().allMatch(TokenAlgorithm::isMac));
    }

    boolean bySecret() {
        return bySecret(hmacSecret, algorithms, !keyless(jwksUri, jwks, certificate, trustStore));
    }

    /// A server whose tokens may be signed by a public key or by a MAC invites the oldest attack on
    /// JWTs: the public key used as a secret.
    private static void requireFitting(boolean secret, List<TokenAlgorithm> algorithms) {
        for (TokenAlgorithm algorithm : algorithms) {
            if (algorithm.isMac() != secret) {
                throw new IllegalArgumentException(
                        secret
                                ? "algorithms: with hmacSecret only HS256, HS384 and HS512 go, not "
                                        + algorithm
                                : "algorithms: " + algorithm + " goes with hmacSecret only");
            }
        }
    }

    /// Whether it says where public keys are: those may sign more than tokens.
    boolean givesPublicKeys() {
        return givesKeys() && !bySecret();
    }

    /// Whether it says where the keys are.
    public boolean givesKeys() {
        return bySecret() || !keyless(jwksUri, jwks, certificate, trustStore);
    }
}
