package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.http.Outgoing;
import io.grantway.jose.AssertionSigner;
import io.grantway.jose.KeySet;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What must be true of an [OAuth2Config]; found at the start, not at the first token.
final class OAuth2Check {
    private OAuth2Check() {}

    static void limits(
            Duration timeout,
            Duration longest,
            Duration renewBefore,
            @Nullable Duration defaultLifetime) {
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(longest) > 0) {
            throw new IllegalArgumentException("timeout must be more than 0s and at most 2m");
        }
        if (renewBefore.isNegative()) {
            throw new IllegalArgumentException("renewBefore must not be negative");
        }
        if (defaultLifetime != null && defaultLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("defaultLifetime must be 1s or more");
        }
    }

    static void names(Map<String, String> fields, Map<String, Secret> headers) {
        for (String name : fields.keySet()) {
            if (!TokenRequest.PARAMETERS.contains(TokenRequest.wireName(name))) {
                throw new IllegalArgumentException(
                        "fields: there is no parameter "
                                + name
                                + " to rename; there are "
                                + String.join(
                                        ", ", TokenRequest.PARAMETERS.stream().sorted().toList()));
            }
        }
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                throw new IllegalArgumentException("headers: " + name + " is no field name");
            }
            if (!value.expose(
                    text -> text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127)))) {
                throw new IllegalArgumentException(
                        "headers: the value of "
                                + name
                                + " may have visible ASCII characters only");
            }
        });
    }

    static void grant(TokenGrant grant, @Nullable String username, @Nullable Secret password) {
        if (grant == TokenGrant.PASSWORD && (username == null || password == null)) {
            throw new IllegalArgumentException("the grant password needs username and password");
        }
    }

    static TokenEndpointAuthMethod method(
            @Nullable TokenEndpointAuthMethod told,
            @Nullable Secret secret,
            @Nullable Secret key,
            @Nullable Secret certificate) {
        if (told != null) {
            return told;
        }
        if (key != null) {
            return TokenEndpointAuthMethod.PRIVATE_KEY_JWT;
        }
        if (secret != null) {
            return TokenEndpointAuthMethod.CLIENT_SECRET_BASIC;
        }
        return certificate == null
                ? TokenEndpointAuthMethod.NONE
                : TokenEndpointAuthMethod.TLS_CLIENT_AUTH;
    }

    static void client(
            TokenEndpointAuthMethod by,
            @Nullable String clientId,
            @Nullable Secret secret,
            @Nullable Secret certificate,
            TokenGrant grant) {
        // A reference to a secret that is not there yet must not keep the rest from starting: the
        // server refuses the request, and says so.
        if (by.isMac() && secret == null) {
            throw new IllegalArgumentException(
                    "clientAuthentication " + by + " needs clientSecret");
        }
        boolean byCertificate =
                by == TokenEndpointAuthMethod.TLS_CLIENT_AUTH
                        || by == TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH;
        if (byCertificate && certificate == null) {
            throw new IllegalArgumentException("clientAuthentication " + by + " needs certificate");
        }
        boolean anonymous =
                by == TokenEndpointAuthMethod.NONE && grant != TokenGrant.CLIENT_CREDENTIALS;
        if ((clientId == null || clientId.isBlank()) && !anonymous) {
            throw new IllegalArgumentException("clientId is missing");
        }
    }

    static void keys(
            TokenEndpointAuthMethod by,
            @Nullable Secret secret,
            @Nullable Secret privateKey,
            @Nullable Secret certificate,
            AssertionConfig assertion) {
        if (privateKey != null) {
            about("privateKey", () -> AssertionSigner.check(privateKey, algorithm(assertion)));
        }
        if (privateKey == null
                && by == TokenEndpointAuthMethod.PRIVATE_KEY_JWT
                && assertion.algorithm() != null) {
            var _ = assertion.algorithm().ofKey();
        }
        if (certificate != null) {
            about("certificate", () -> Outgoing.requireShowable(certificate));
        }
        if (by.isMac() && secret != null) {
            about("clientSecret", () -> KeySet.ofSecrets(List.of(secret)));
        }
    }

    static Optional<io.grantway.jose.JwsAlgorithm> algorithm(AssertionConfig assertion) {
        return Optional.ofNullable(assertion.algorithm()).map(AssertionAlgorithm::jws);
    }

    static void bearer(
            @Nullable JwtBearerConfig jwt,
            @Nullable String clientId,
            @Nullable Secret privateKey,
            TokenEndpointAuthMethod by) {
        if (jwt == null) {
            throw new IllegalArgumentException("the grant jwt-bearer needs jwt");
        }
        if (jwt.issuer() == null && clientId == null) {
            throw new IllegalArgumentException("jwt: issuer is missing, and there is no clientId");
        }
        if (jwt.privateKey() == null
                && privateKey == null
                && by != TokenEndpointAuthMethod.PRIVATE_KEY_JWT) {
            throw new IllegalArgumentException("jwt: privateKey is missing");
        }
    }

    private static void about(String field, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }
}
