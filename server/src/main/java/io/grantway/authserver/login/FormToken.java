package io.grantway.authserver.login;

import io.grantway.authserver.Terms;
import io.grantway.http.Parameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proof that a form was served to the browser that sends it, for the same step of the same
/// authorization request: a HMAC keyed by a cookie that no other site can read or set. Another
/// site's form lacks it, and a token for one request is none for another (RFC 9700 §4.7).
final class FormToken {
    private FormToken() {}

    /// @param key a cookie's value
    /// @param step that the form takes
    static String of(String key, String step, Terms terms, Parameters authorizationRequest) {
        String bound =
                String.join(
                        "\0",
                        step,
                        terms.place().workspace(),
                        terms.place().id().toString(),
                        authorizationRequest.encoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key, bound));
    }

    /// Compared in constant time.
    static boolean same(String expected, String presented) {
        return MessageDigest.isEqual(utf8(expected), utf8(presented));
    }

    private static byte[] hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(utf8(key), "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
