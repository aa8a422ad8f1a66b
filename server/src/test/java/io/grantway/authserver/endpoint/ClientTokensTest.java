package io.grantway.authserver.endpoint;

import static io.grantway.testing.TestIssuer.json;
import static io.grantway.testing.TestIssuer.request;
import static io.grantway.testing.TestIssuer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.ClientType;
import io.grantway.http.Response;
import io.grantway.testing.TestIssuer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Tokens as one client wants them, within what its server gives.
class ClientTokensTest {
    private static TestIssuer server(String settings, String metadata) {
        return new TestIssuer.Builder()
                .with("bank", ClientType.CONFIDENTIAL, metadata)
                .serve(settings);
    }

    private static JsonNode given(Response response) {
        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        return json(response);
    }

    private static JsonNode machine(TestIssuer at, String more) {
        return given(
                at.post(
                        "/token",
                        "grant_type=client_credentials&scope=read&" + at.as("bank") + more));
    }

    @ParameterizedTest
    @CsvSource({
        "jwt, '', '', true",
        "jwt, opaque, '', false",
        "opaque, jwt, '', true",
        "opaque, '', '', false",
        "jwt, jwt, hidden, false",
        "opaque, opaque, open, false",
        "opaque, '', open, true",
    })
    void areInTheFormOfTheClientUnlessAnApiWantsThemOpaque(
            String servers, String clients, String api, boolean signed) {
        TestIssuer at =
                server(
                        "{accessTokens: {format: %s}, resources: [{name: 'api:hidden', format: opaque}, {name: 'api:open', format: jwt}]}"
                                .formatted(servers),
                        clients.isEmpty() ? "{}" : "{accessTokenFormat: " + clients + "}");

        String token =
                text(machine(at, api.isEmpty() ? "" : "&resource=api%3A" + api), "access_token");

        assertThat(token.contains(".")).isEqualTo(signed);
        JsonNode told = json(at.post("/introspect", "token=" + token + "&" + at.as("crm")));
        assertThat(told.path("active").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"5m, 300", "1h, 3600", "9h, 3600"})
    void liveAsShortAsTheClientWants(String lifetime, long seconds) {
        TestIssuer at = server("{}", "{accessTokenLifetime: " + lifetime + "}");

        assertThat(machine(at, "").path("expires_in").asLong()).isEqualTo(seconds);
    }

    @Test
    void areRenewedForAsLongAsTheClientWants() {
        TestIssuer at = server("{}", "{refreshTokenLifetime: 2h}");
        JsonNode first =
                given(at.post("/token", at.redeeming("bank", at.code(request("bank", "")))));
        String form = "grant_type=refresh_token&" + at.as("bank") + "&refresh_token=";

        at.clock.forward(Duration.ofMinutes(119));
        JsonNode second = given(at.post("/token", form + text(first, "refresh_token")));
        at.clock.forward(Duration.ofMinutes(121));

        assertThat(TestIssuer.error(at.post("/token", form + text(second, "refresh_token"))))
                .isEqualTo("invalid_grant");
    }
}
