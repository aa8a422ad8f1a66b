package io.grantway.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.scribejava.core.extractors.BaseStringExtractorImpl;
import com.github.scribejava.core.model.OAuthConstants;
import com.github.scribejava.core.model.OAuthRequest;
import com.github.scribejava.core.model.Verb;
import com.github.scribejava.core.services.HMACSha1SignatureService;
import com.github.scribejava.core.services.RSASha1SignatureService;
import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.testing.TestClock;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuth1SignerTest {
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private final TestClock clock = new TestClock();

    private static OAuth1Config config(SignatureMethod method, @Nullable Secret key, boolean hash) {
        return new OAuth1Config(
                "consumer key",
                Secret.of("consumer & secret"),
                Secret.of("tok/en"),
                Secret.of("töken secret"),
                method,
                key,
                null,
                hash);
    }

    private Map<String, String> signed(OAuth1Config config, SignedCall call) {
        return parameters(signer(config).authorization(call));
    }

    private OAuth1Signer signer(OAuth1Config config) {
        return new OAuth1Signer(config, clock, new SecureRandom());
    }

    private static Map<String, String> parameters(Secret header) {
        String text = header.expose(value -> value);
        assertThat(text).startsWith("OAuth ");
        Map<String, String> found = new HashMap<>();
        Matcher each = PARAMETER.matcher(text);
        while (each.find()) {
            found.put(each.group(1), URLDecoder.decode(each.group(2), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static SignedCall call(String method, String uri, String type, String body) {
        Optional<String> contentType = Optional.of(type).filter(text -> !text.isEmpty());
        return new SignedCall(method, URI.create(uri), contentType, Body.of(body));
    }

    /// What another implementation makes of a call that was signed here.
    private static String base(SignedCall call, Map<String, String> oauth) {
        OAuthRequest request = new OAuthRequest(Verb.valueOf(call.method()), call.uri().toString());
        oauth.forEach((name, value) -> {
            if (!name.equals(OAuthConstants.SIGNATURE) && !name.equals("realm")) {
                request.addOAuthParameter(name, value);
            }
        });
        if (call.contentType().filter(type -> type.contains("urlencoded")).isPresent()) {
            for (String pair : call.body().text().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                request.addBodyParameter(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return new BaseStringExtractorImpl().extract(request);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, https://api.example.com/photos, '', ''",
        "GET, https://api.example.com:443/ph%20otos?size=original&file=vacation%2B1.jpg, '', ''",
        "DELETE, http://api.example.com:8080/a?b=2&b=1&b=%2F&c=, '', ''",
        "POST, https://api.example.com/a?z=1, application/x-www-form-urlencoded,"
                + " b=%C3%A4%26&a=1+2&z=0",
        "PUT, https://api.example.com/a, application/x-www-form-urlencoded; charset=UTF-8, a=1",
        "POST, https://api.example.com/a, application/json, {}",
        "POST, https://api.example.com/a, multipart/form-data; boundary=b, a=1"
    })
    void signsWhatAnotherImplementationVerifies(String method, String uri, String type, String body)
            throws NoSuchAlgorithmException {
        SignedCall call = call(method, uri, type, body);
        Map<String, String> hmac = signed(config(SignatureMethod.HMAC_SHA1, null, false), call);
        assertThat(hmac.get("oauth_signature"))
                .isEqualTo(
                        new HMACSha1SignatureService()
                                .getSignature(
                                        base(call, hmac), "consumer & secret", "töken secret"));

        KeyPair pair = rsa();
        OAuth1Config config = config(SignatureMethod.RSA_SHA1, pem(pair), false);
        Map<String, String> rsa = signed(config, call);
        assertThat(rsa.get("oauth_signature"))
                .isEqualTo(
                        new RSASha1SignatureService(pair.getPrivate())
                                .getSignature(base(call, rsa), "", ""));
    }

    @Test
    void signsByHmacSha256() throws Exception {
        SignedCall call = call("GET", "https://api.example.com/a?b=c", "", "");
        Map<String, String> oauth = signed(config(SignatureMethod.HMAC_SHA256, null, false), call);

        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = "consumer%20%26%20secret&t%C3%B6ken%20secret".getBytes(StandardCharsets.UTF_8);
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signature = mac.doFinal(base(call, oauth).getBytes(StandardCharsets.UTF_8));
        assertThat(oauth)
                .containsEntry("oauth_signature", Base64.getEncoder().encodeToString(signature))
                .containsEntry("oauth_signature_method", "HMAC-SHA256");
    }

    @Test
    void sendsTheSecretsAsPlainText() {
        SignedCall call = call("GET", "https://api.example.com/a", "", "");
        OAuth1Config withoutToken =
                new OAuth1Config(
                        "c",
                        Secret.of("s/"),
                        null,
                        null,
                        SignatureMethod.PLAINTEXT,
                        null,
                        null,
                        true);

        assertThat(signed(config(SignatureMethod.PLAINTEXT, null, false), call))
                .containsEntry("oauth_signature", "consumer%20%26%20secret&t%C3%B6ken%20secret");
        assertThat(signed(withoutToken, call))
                .containsEntry("oauth_signature", "s%2F&")
                .doesNotContainKeys("oauth_token", "oauth_body_hash");
    }

    @Test
    void signsWithoutAnySecret() {
        SignedCall call = call("GET", "https://api.example.com/a", "", "");
        OAuth1Config bare =
                new OAuth1Config(
                        "c", null, null, null, SignatureMethod.HMAC_SHA1, null, null, false);

        Map<String, String> oauth = signed(bare, call);
        assertThat(oauth.get("oauth_signature"))
                .isEqualTo(new HMACSha1SignatureService().getSignature(base(call, oauth), "", ""));
    }

    @Test
    void tellsTheTimeOfTheServerAndNeverANonceTwice() {
        OAuth1Signer signer = signer(config(SignatureMethod.HMAC_SHA1, null, false));
        SignedCall call = call("GET", "https://api.example.com/a", "", "");
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            nonces.add(parameters(signer.authorization(call)).get("oauth_nonce"));
        }
        assertThat(nonces).hasSize(1000).allMatch(nonce -> nonce.matches("[A-Za-z0-9]{22}"));

        Map<String, String> others = Map.of("oauth_verifier", "v");
        Secret later = signer.authorization(call, others, Duration.ofMinutes(-3));
        assertThat(parameters(later))
                .containsEntry("oauth_verifier", "v")
                .containsEntry(
                        "oauth_timestamp", Long.toString(clock.instant().getEpochSecond() - 180));
    }

    /// The values of the specification of the extension.
    @ParameterizedTest
    @CsvSource({
        "PUT, text/plain, Hello World!, Lve95gjOVATpfV8EL5X4nxwjKHE=",
        "GET, '', '', 2jmj7l5rSw0yVb/vlWAYkK/YBwk="
    })
    void hashesABodyThatIsNoForm(String method, String type, String body, String hash) {
        SignedCall call = call(method, "http://www.example.com/resource", type, body);
        Map<String, String> oauth = signed(config(SignatureMethod.HMAC_SHA1, null, true), call);

        assertThat(oauth).containsEntry("oauth_body_hash", hash);
        assertThat(oauth.get("oauth_signature"))
                .isEqualTo(
                        new HMACSha1SignatureService()
                                .getSignature(
                                        base(call, oauth), "consumer & secret", "töken secret"));
    }

    @Test
    void doesNotHashAForm() {
        SignedCall form = call("POST", "https://h/a", "application/x-www-form-urlencoded", "a=1");

        assertThat(signed(config(SignatureMethod.HMAC_SHA1, null, true), form))
                .doesNotContainKey("oauth_body_hash");
    }

    @Test
    void namesTheRealmWithoutSigningIt() {
        OAuth1Config config =
                new OAuth1Config(
                        "c",
                        Secret.of("s"),
                        null,
                        null,
                        SignatureMethod.HMAC_SHA1,
                        null,
                        "Pho\"tos",
                        false);
        Secret header = signer(config).authorization(call("GET", "https://h/a", "", ""));

        String text = header.expose(value -> value);
        assertThat(text).startsWith("OAuth realm=\"Pho\\\"tos\", oauth_consumer_key=\"c\", ");
        assertThat(header.toString()).isEqualTo("[secret]");
    }

    @Test
    void refusesWhatCannotSign() {
        assertThatThrownBy(() -> config(SignatureMethod.RSA_SHA1, null, false))
                .hasMessage("RSA-SHA1 needs privateKey");
        assertThatThrownBy(() -> config(SignatureMethod.RSA_SHA1, Secret.of("x"), false))
                .hasMessageContaining("PKCS#8");
        assertThatThrownBy(() -> config(SignatureMethod.HMAC_SHA1, Secret.of("x"), false))
                .hasMessageContaining("RSA-SHA1");
        assertThatThrownBy(() -> call("GET", "/relative", "", "")).hasMessageContaining("absolute");
    }

    private static KeyPair rsa() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static Secret pem(KeyPair pair) {
        String base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        return Secret.of(
                "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    }
}
