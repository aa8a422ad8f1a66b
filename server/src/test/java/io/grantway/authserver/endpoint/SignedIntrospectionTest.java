package io.grantway.authserver.endpoint;

import static io.grantway.testing.TestIssuer.json;
import static io.grantway.testing.TestIssuer.request;
import static io.grantway.testing.TestIssuer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.testing.TestIssuer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What is told of a token in a JWT (RFC 9701).
class SignedIntrospectionTest {
    private static final String SIGNED = "application/token-introspection+jwt";

    private final TestIssuer server =
            new TestIssuer.Builder().serve("{signing: {idTokens: ES256}}");

    private String token() {
        String form = server.redeeming("crm", server.code(request("crm", "")));
        return text(json(server.post("/token", form)), "access_token");
    }

    private Response asked(String token, String accept) {
        return server.post(
                "/introspect", "token=" + token + "&" + server.as("other"), "Accept", accept);
    }

    private JWTClaimsSet verified(Response response) throws Exception {
        assertThat(response.headers().first("Content-Type")).contains(SIGNED);
        assertThat(response.headers().first("Cache-Control")).contains("no-store");
        SignedJWT told = SignedJWT.parse(response.body().text());
        JWKSet keys = JWKSet.parse(server.jwks());
        assertThat(told.getHeader().getType().getType()).isEqualTo("token-introspection+jwt");
        assertThat(
                        told.verify(
                                new ECDSAVerifier(
                                        keys.getKeyByKeyId(told.getHeader().getKeyID()).toECKey())))
                .isTrue();
        return told.getJWTClaimsSet();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SIGNED,
                "Application/Token-Introspection+JWT",
                "text/plain, " + SIGNED + ";q=1"
            })
    void signsWhatItTellsWhoeverAsksForThat(String accept) throws Exception {
        String token = token();

        JWTClaimsSet claims = verified(asked(token, accept));

        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "aud", "iat", "token_introspection");
        assertThat(claims.getIssuer()).isEqualTo(TestIssuer.ISSUER);
        assertThat(claims.getAudience()).containsExactly("other");
        JsonNode plain = json(asked(token, "application/json"));
        assertThat(claims.getJSONObjectClaim("token_introspection"))
                .isEqualTo(JSONObjectUtils.parse(Json.write(plain)))
                .containsEntry("active", true)
                .containsEntry("username", "megan");
    }

    @Test
    void saysOfADeadTokenOnlyThatItIsDead() throws Exception {
        assertThat(verified(asked("nonsense", SIGNED)).getJSONObjectClaim("token_introspection"))
                .containsExactly(Map.entry("active", false));
    }

    @Test
    void tellsNobodyElse() {
        Response refused =
                server.post("/introspect", "client_id=spa&token=" + token(), "Accept", SIGNED);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers().first("Content-Type")).contains("application/json");
    }

    @Test
    void isNoTokenItself() {
        String told = asked(token(), SIGNED).body().text();

        assertThat(json(asked(told, "application/json")).path("active").asBoolean(true)).isFalse();
    }

    @Test
    void saysInItsMetadataHowItSigns() {
        assertThat(
                        json(server.get("/.well-known/oauth-authorization-server"))
                                .path("introspection_signing_alg_values_supported")
                                .toString())
                .isEqualTo("[\"ES256\"]");
    }
}
