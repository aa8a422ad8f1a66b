package io.grantway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.grantway.http.Outgoing;
import io.grantway.testing.Authority;
import io.grantway.testing.ForeignServer;
import io.grantway.testing.IssuerFixture;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the gateway proves itself where it introspects, to a server that really looks.
class ClientProofTest {
    private static final String ISSUER = "https://login.example/auth";
    private static final String MAC_SECRET = "a-secret-of-thirty-two-bytes-or-more";

    private static String application(String clientId, String more) {
        return "{name: gateway, clientId: '%s', redirectUris: ['%s'], %s}"
                .formatted(clientId, IssuerFixture.CALLBACK, more);
    }

    /// What becomes of a token that is good there.
    ///
    /// @param application the gateway's, as the server knows it
    /// @param proof what the gateway is told of itself
    private static Validation asked(String application, String clientId, String proof) {
        IssuerFixture there = new IssuerFixture(application);
        IssuerFixture.Served served = there.serve(ISSUER, "{accessTokens: {format: opaque}}");
        Outgoing network = ForeignServer.answeredBy(served.endpoints::handle);
        ExternalServer server =
                ForeignServer.of(
                        "{issuer: '%s', introspection: {clientId: '%s', %s}}"
                                .formatted(ISSUER, clientId, proof),
                        network,
                        there.clock);
        String token = served.consented("crm", "read").path("access_token").asString();
        Validation again = server.validate(CandidateToken.of(token));
        assertThat(server.validate(CandidateToken.of(token)).getClass())
                .as("an assertion is used once only")
                .isEqualTo(again.getClass());
        return again;
    }

    private static void isBelieved(Validation validation) {
        assertThat(validation).isInstanceOf(Validation.Valid.class);
        ValidToken token = ((Validation.Valid) validation).token();
        assertThat(token.subject()).contains("megan");
        assertThat(token.clientId()).isEqualTo("crm");
        assertThat(token.scopes().tokens()).containsExactly("read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway | s3cret-of-the-gateway",
                "gateway | a:b+c d%41/ü=&?*~",
                "gate+way 1%2F:é | s3cret&x=y",
            })
    void provesItselfByASecretOfAnyLetters(String clientId, String secret) {
        String there = application(clientId, "clientSecret: '" + secret + "'");
        String here = "clientSecret: '" + secret + "'";

        isBelieved(asked(there, clientId, here));
        isBelieved(asked(there, clientId, here + ", method: client_secret_basic"));
        isBelieved(asked(there, clientId, here + ", method: client_secret_post"));
        assertThat(asked(there, clientId, "clientSecret: wrong"))
                .isInstanceOf(Validation.Undecided.class);
    }

    @Test
    void provesItselfByAMac() {
        String there =
                application(
                        "gateway",
                        "clientSecret: %s, authentication: {method: client_secret_jwt}"
                                .formatted(MAC_SECRET));

        isBelieved(
                asked(there, "gateway", "method: client_secret_jwt, clientSecret: " + MAC_SECRET));
        assertThat(
                        asked(
                                there,
                                "gateway",
                                "method: client_secret_jwt, clientSecret: other-" + MAC_SECRET))
                .isInstanceOf(Validation.Undecided.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void provesItselfByAKey(String kind) throws Exception {
        KeyPair own = pair(kind);
        String there =
                application(
                        "gateway",
                        "authentication: {method: private_key_jwt, jwks: {keys: [%s]}}"
                                .formatted(jwk(own)));

        isBelieved(asked(there, "gateway", key(own)));
        isBelieved(asked(there, "gateway", key(own) + ", keyId: k1"));
        assertThat(asked(there, "gateway", key(own) + ", keyId: k2"))
                .isInstanceOf(Validation.Undecided.class);
        assertThat(asked(there, "gateway", key(pair(kind))))
                .isInstanceOf(Validation.Undecided.class);
    }

    private static KeyPair pair(String kind) throws GeneralSecurityException {
        return kind.equals("EC") ? curve() : KeyPairGenerator.getInstance(kind).generateKeyPair();
    }

    private static KeyPair curve() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static String key(KeyPair pair) {
        return "privateKey: \"" + pem(pair) + "\"";
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
    }

    private static String jwk(KeyPair pair) {
        return switch (pair.getPublic()) {
            case ECPublicKey ec ->
                    new ECKey.Builder(Curve.P_256, ec).keyID("k1").build().toJSONString();
            case RSAPublicKey rsa -> new RSAKey.Builder(rsa).keyID("k1").build().toJSONString();
            default -> {
                byte[] encoded = pair.getPublic().getEncoded();
                byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
                yield "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k1\",\"x\":\""
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(point)
                        + "\"}";
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privateKey: nothing | privateKey: a private key is PEM",
                "privateKey: \"-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\" |"
                        + " privateKey: a private key must be",
                "privateKey: \"-----BEGIN PRIVATE KEY-----\\nA\\n-----END PRIVATE KEY-----\" |"
                        + " privateKey: a private key is no sound PEM",
                "certificate: nothing | certificate: a certificate to show needs both",
                "method: client_secret_jwt, clientSecret: short | 32 bytes",
                "method: client_secret_jwt | needs clientSecret",
                "method: private_key_jwt | needs privateKey",
                "method: tls_client_auth | needs certificate",
                "method: self_signed_tls_client_auth, clientSecret: x | needs certificate",
            })
    void findsAtTheStartWhatCannotProveIt(String proof, String mistake) {
        assertThatThrownBy(() -> config(proof)).hasMessageContaining(mistake);
    }

    @Test
    void findsAtTheStartAKeyThatIsNotTheCertificates() {
        Authority company = new Authority("company");
        String certificate = company.sign("gateway").certificate();
        String key = company.sign("other").key();

        assertThatThrownBy(() ->
                        config("certificate: \"" + (certificate + key).replace("\n", "\\n") + "\""))
                .hasMessageContaining("not that of the first certificate");
    }

    @Test
    void tellsNothingOfItsSecrets() throws Exception {
        KeyPair own = curve();
        ExternalServerConfig config =
                ForeignServer.config(
                        "{introspection: {endpoint: 'https://a.example/i', clientId: gateway,"
                                + " clientSecret: planted-secret, %s}}".formatted(key(own)));

        assertThat(config.toString())
                .contains("gateway")
                .doesNotContain("planted-secret")
                .doesNotContain(pem(own).substring(40, 70));
    }

    private static ExternalServerConfig config(String proof) {
        return ForeignServer.config(
                "{introspection: {endpoint: 'https://a.example/i', clientId: gateway, %s}}"
                        .formatted(proof));
    }
}
