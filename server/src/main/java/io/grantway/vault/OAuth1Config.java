package io.grantway.vault;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.vault.oauth1.Signatures;
import org.jspecify.annotations.Nullable;

/// Who signs requests by OAuth 1.0a, and how (RFC 5849).
public record OAuth1Config(
        @Key(value = "The client's identifier at the provider.", example = "dpf43f3p2l4k3l03")
                String consumerKey,
        @Key("The client's shared secret; none for `RSA-SHA1`.") @Nullable Secret consumerSecret,
        @Key("The access token; none where calls are the client's own.") @Nullable Secret token,
        @Key("The access token's shared secret.") @Nullable Secret tokenSecret,
        @Key(
                        value =
                                "How requests are signed. `PLAINTEXT` sends the secrets themselves:"
                                        + " only over TLS.",
                        or = "HMAC-SHA1")
                SignatureMethod signatureMethod,
        @Key("For `RSA-SHA1`: an RSA key as PEM (PKCS#8).") @Nullable Secret privateKey,
        @Key("What the `Authorization` header names as `realm`.") @Nullable String realm,
        @Key(
                        value =
                                "Whether bodies other than forms are signed too, by"
                                        + " `oauth_body_hash`; not every server knows it.",
                        or = "false")
                boolean bodyHash) {
    /// A signature method (RFC 5849 §3.4).
    public enum SignatureMethod {
        HMAC_SHA1("HMAC-SHA1"),
        HMAC_SHA256("HMAC-SHA256"),
        RSA_SHA1("RSA-SHA1"),
        PLAINTEXT("PLAINTEXT");

        private final String wireName;

        SignatureMethod(String wireName) {
            this.wireName = wireName;
        }

        /// The value of `oauth_signature_method`.
        public String wireName() {
            return wireName;
        }

        @Override
        public String toString() {
            return wireName;
        }
    }

    public OAuth1Config {
        if (consumerKey.isBlank()) {
            throw new IllegalArgumentException("consumerKey is empty");
        }
        if (signatureMethod == SignatureMethod.RSA_SHA1) {
            if (privateKey == null) {
                throw new IllegalArgumentException("RSA-SHA1 needs privateKey");
            }
            Signatures.rsaKey(privateKey);
        } else if (privateKey != null) {
            throw new IllegalArgumentException("privateKey is for signatureMethod: RSA-SHA1 alone");
        }
        if (tokenSecret != null && token == null) {
            throw new IllegalArgumentException("tokenSecret without token means nothing");
        }
    }

    /// The same client with a token of a user, or with temporary credentials in its place.
    public OAuth1Config with(Secret otherToken, Secret otherTokenSecret) {
        return new OAuth1Config(
                consumerKey,
                consumerSecret,
                otherToken,
                otherTokenSecret,
                signatureMethod,
                privateKey,
                realm,
                bodyHash);
    }
}
