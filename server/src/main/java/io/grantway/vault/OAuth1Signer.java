package io.grantway.vault;

import io.grantway.config.Secret;
import io.grantway.http.Parameters;
import io.grantway.http.QuotedString;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import io.grantway.vault.oauth1.BaseString;
import io.grantway.vault.oauth1.PercentEncoding;
import io.grantway.vault.oauth1.Signatures;
import io.grantway.vault.oauth1.SigningSecrets;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Signs requests by OAuth 1.0a (RFC 5849 §3). Thread-safe.
public final class OAuth1Signer {
    private static final Secret NONE = Secret.of("");

    /// RFC 5849 §3.3 asks for a nonce that no other request of the same second has: 130 bits.
    private static final int NONCE_LENGTH = 22;

    private static final String LETTERS_AND_DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final OAuth1Config config;
    private final SigningSecrets secrets;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param random that nobody can foresee
    public OAuth1Signer(OAuth1Config config, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.secrets =
                new SigningSecrets(
                        orNone(config.consumerSecret()),
                        orNone(config.tokenSecret()),
                        Optional.ofNullable(config.privateKey()));
        this.clock = clock;
        this.random = random;
    }

    private static Secret orNone(@Nullable Secret secret) {
        return secret == null ? NONE : secret;
    }

    /// The value of the `Authorization` header for a call.
    ///
    /// @throws IllegalArgumentException where the query or the form is none
    public Secret authorization(SignedCall call) {
        return authorization(call, Map.of(), Duration.ZERO);
    }

    /// The same with more of the protocol's parameters (`oauth_callback`, `oauth_verifier`).
    ///
    /// @param ahead how far the server's clock is ahead of ours
    public Secret authorization(SignedCall call, Map<String, String> others, Duration ahead) {
        String header =
                signed(call, others, ahead).entrySet().stream()
                        .map(each ->
                                PercentEncoding.of(each.getKey())
                                        + "=\""
                                        + PercentEncoding.of(each.getValue())
                                        + "\"")
                        .collect(Collectors.joining(", "));
        String realm = config.realm();
        return Secret.of(
                "OAuth "
                        + (realm == null ? "" : "realm=" + QuotedString.of(realm) + ", ")
                        + header);
    }

    /// The address of a call with the protocol's parameters at the end of its query, for servers
    /// that do not read `Authorization` (RFC 5849 §3.5.3).
    ///
    /// @param others more of the protocol's parameters
    /// @param ahead how far the server's clock is ahead of ours
    /// @throws IllegalArgumentException for `PLAINTEXT`: addresses stand in logs, and the secrets
    ///   would stand there with them
    public URI inQuery(SignedCall call, Map<String, String> others, Duration ahead) {
        if (config.signatureMethod() == SignatureMethod.PLAINTEXT) {
            throw new IllegalArgumentException("PLAINTEXT cannot stand in the query");
        }
        String protocol = parameters(call, others, ahead);
        String query = call.uri().getRawQuery();
        String address = call.uri().toString();
        int end = address.indexOf('#');
        String whole = end < 0 ? address : address.substring(0, end);
        String joint = query == null ? "?" : query.isEmpty() ? "" : "&";
        return URI.create(whole + joint + protocol);
    }

    /// The protocol's parameters of a call with its signature, encoded as a query.
    String parameters(SignedCall call, Map<String, String> others, Duration ahead) {
        return signed(call, others, ahead).entrySet().stream()
                .map(each ->
                        PercentEncoding.of(each.getKey())
                                + "="
                                + PercentEncoding.of(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private SequencedMap<String, String> signed(
            SignedCall call, Map<String, String> others, Duration ahead) {
        SequencedMap<String, String> oauth = protocol(call, ahead);
        oauth.putAll(others);
        oauth.put("oauth_signature", signature(call, oauth));
        return oauth;
    }

    private SequencedMap<String, String> protocol(SignedCall call, Duration ahead) {
        SequencedMap<String, String> oauth = new LinkedHashMap<>();
        oauth.put("oauth_consumer_key", config.consumerKey());
        Secret token = config.token();
        if (token != null) {
            oauth.put("oauth_token", token.expose(text -> text));
        }
        oauth.put("oauth_signature_method", config.signatureMethod().wireName());
        long seconds = clock.instant().plus(ahead).getEpochSecond();
        oauth.put("oauth_timestamp", Long.toString(seconds));
        oauth.put("oauth_nonce", nonce());
        oauth.put("oauth_version", "1.0");
        // Plain text signs no body either; a hash of it would only look as if.
        if (config.bodyHash()
                && !call.isForm()
                && config.signatureMethod() != SignatureMethod.PLAINTEXT) {
            boolean long256 = config.signatureMethod() == SignatureMethod.HMAC_SHA256;
            String algorithm = long256 ? "SHA-256" : "SHA-1";
            oauth.put("oauth_body_hash", Signatures.bodyHash(algorithm, call.body().bytes()));
        }
        return oauth;
    }

    /// Of letters and digits alone, and no longer than 30: some servers take nothing else.
    private String nonce() {
        StringBuilder nonce = new StringBuilder(NONCE_LENGTH);
        while (nonce.length() < NONCE_LENGTH) {
            nonce.append(LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
        }
        return nonce.toString();
    }

    private String signature(SignedCall call, Map<String, String> oauth) {
        return switch (config.signatureMethod()) {
            case HMAC_SHA1 -> Signatures.hmac("HmacSHA1", base(call, oauth), secrets);
            case HMAC_SHA256 -> Signatures.hmac("HmacSHA256", base(call, oauth), secrets);
            case RSA_SHA1 ->
                    Signatures.rsaSha1(base(call, oauth), secrets.privateKey().orElseThrow());
            case PLAINTEXT -> Signatures.plaintext(secrets);
        };
    }

    private static String base(SignedCall call, Map<String, String> oauth) {
        String query = call.uri().getRawQuery();
        Parameters form = call.isForm() ? Parameters.parse(call.body().text()) : Parameters.EMPTY;
        return BaseString.of(
                call.method(),
                call.uri(),
                List.of(Parameters.parse(query == null ? "" : query), form, Parameters.of(oauth)));
    }
}
