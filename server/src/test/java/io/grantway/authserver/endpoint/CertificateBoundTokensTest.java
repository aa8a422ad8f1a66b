package io.grantway.authserver.endpoint;

import static io.grantway.testing.TestIssuer.error;
import static io.grantway.testing.TestIssuer.json;
import static io.grantway.testing.TestIssuer.request;
import static io.grantway.testing.TestIssuer.showing;
import static io.grantway.testing.TestIssuer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.X509CertUtils;
import io.grantway.catalog.ClientType;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.testing.Certificates;
import io.grantway.testing.DpopKey;
import io.grantway.testing.Requests;
import io.grantway.testing.TestIssuer;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tokens that are bound to the certificate of their client (RFC 8705 §3).
class CertificateBoundTokensTest {
    private static final String BOUND = "{certificateBoundAccessTokens: true}";
    private static final X509Certificate OWN = Certificates.BILLING.certificate();
    private static final X509Certificate STRANGERS = Certificates.STRANGER.certificate();

    private final TestIssuer server =
            new TestIssuer.Builder()
                    .with("bank", ClientType.CONFIDENTIAL, BOUND)
                    .with("kiosk", ClientType.PUBLIC, BOUND)
                    .serve("{}");

    private static Request token(String form, String... headers) {
        return Requests.form(TestIssuer.ISSUER + "/token", form, headers);
    }

    private String machine(String client) {
        return "grant_type=client_credentials&scope=read&" + server.as(client);
    }

    private static JsonNode given(Response response) {
        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        return json(response);
    }

    private JsonNode consented(String client) {
        String form = server.redeeming(client, server.code(request(client, "")));
        return given(server.send(showing(OWN, token(form))));
    }

    private Response userinfo(Optional<X509Certificate> certificate, String scheme, String token) {
        Request request =
                Requests.get(
                        TestIssuer.ISSUER + "/userinfo", "Authorization", scheme + " " + token);
        return server.send(certificate.map(it -> showing(it, request)).orElse(request));
    }

    @Test
    void bindsATokenToTheCertificateOfItsClient() {
        JsonNode given = given(server.send(showing(OWN, token(machine("bank")))));
        JsonNode told =
                json(
                        server.post(
                                "/introspect",
                                "token=" + text(given, "access_token") + "&" + server.as("crm")));

        assertThat(text(given, "token_type")).isEqualTo("Bearer");
        assertThat(text(told.path("cnf"), "x5t#S256"))
                .isEqualTo(X509CertUtils.computeSHA256Thumbprint(OWN).toString());
    }

    @Test
    void bindsNothingOfAClientThatHasNotAskedForIt() {
        JsonNode given = given(server.send(showing(OWN, token(machine("crm")))));
        JsonNode told =
                json(
                        server.post(
                                "/introspect",
                                "token=" + text(given, "access_token") + "&" + server.as("crm")));

        assertThat(told.has("cnf")).isFalse();
    }

    @Test
    void givesNothingToAClientWithoutItsCertificate() {
        assertThat(error(server.send(token(machine("bank"))))).isEqualTo("invalid_request");
    }

    @Test
    void takesNoProofInTheCertificatesPlace() {
        DpopKey key = new DpopKey(server.clock);
        String proof = key.proof("POST", TestIssuer.ISSUER + "/token");

        assertThat(error(server.send(showing(OWN, token(machine("bank"), "DPoP", proof)))))
                .isEqualTo("invalid_dpop_proof");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bank", "kiosk"})
    void takesABoundTokenFromNobodyWithoutItsCertificate(String client) {
        String token = text(consented(client), "access_token");

        assertThat(userinfo(Optional.of(OWN), "Bearer", token).status()).isEqualTo(200);
        assertThat(userinfo(Optional.of(OWN), "DPoP", token).status()).isEqualTo(401);
        assertThat(userinfo(Optional.of(STRANGERS), "Bearer", token).status()).isEqualTo(401);
        Response stolen = userinfo(Optional.empty(), "Bearer", token);
        assertThat(stolen.status()).isEqualTo(401);
        assertThat(stolen.headers().first("WWW-Authenticate"))
                .contains("Bearer error=\"invalid_token\"");
    }

    @Test
    void renewsNothingForAThiefOfAnAppsRefreshToken() {
        String form =
                "grant_type=refresh_token&client_id=kiosk&refresh_token="
                        + text(consented("kiosk"), "refresh_token");

        assertThat(error(server.send(showing(STRANGERS, token(form))))).isEqualTo("invalid_grant");
        assertThat(error(server.send(token(form)))).isEqualTo("invalid_request");
        given(server.send(showing(OWN, token(form))));
    }

    @Test
    void letsAClientWithASecretChangeItsCertificate() {
        String form =
                "grant_type=refresh_token&%s&refresh_token=%s"
                        .formatted(server.as("bank"), text(consented("bank"), "refresh_token"));
        JsonNode renewed = given(server.send(showing(STRANGERS, token(form))));
        String token = text(renewed, "access_token");

        assertThat(userinfo(Optional.of(STRANGERS), "Bearer", token).status()).isEqualTo(200);
        assertThat(userinfo(Optional.of(OWN), "Bearer", token).status()).isEqualTo(401);
    }

    @Test
    void saysInItsMetadataThatItBindsTokens() {
        JsonNode told = json(server.get("/.well-known/openid-configuration"));

        assertThat(told.path("tls_client_certificate_bound_access_tokens").asBoolean()).isTrue();
    }
}
