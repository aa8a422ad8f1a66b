package io.grantway.authserver.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.http.Parameters;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.IssuerFixture.Served;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// RFC 8707: a client says which APIs a token is for.
class ResourceIndicatorsTest {
    private static final String[] BASIC = IssuerFixture.basic("crm");
    private static final String CODE_OF_TWO =
            "&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example";

    private final IssuerFixture fixture = new IssuerFixture();
    private final Served server =
            fixture.serve(
                    "https://login.example/auth",
                    "{resources: ['https://a.example', {name: 'https://b.example', lifetime: 5m},"
                            + " {name: 'https://c.example', format: opaque}]}");

    private static JsonNode audience(JsonNode token) {
        return claims(token).path("aud");
    }

    private static ObjectNode claims(JsonNode token) {
        return ((UnverifiedJwt) UnverifiedJwt.read(token.path("access_token").asString())).claims();
    }

    private JsonNode own(String more) {
        return server.token("grant_type=client_credentials&scope=read" + more, BASIC);
    }

    @Test
    void isForTheStandardAudienceWhereNothingIsNamed() {
        assertThat(audience(own("")).asString()).isEqualTo("orders");
    }

    @Test
    void isForTheApiThatIsNamedAndLivesAsThatApiWants() {
        JsonNode token = own("&resource=https%3A%2F%2Fb.example");

        assertThat(audience(token).asString()).isEqualTo("https://b.example");
        assertThat(token.path("expires_in").asLong()).isEqualTo(300);
        assertThat(claims(token).path("exp").asLong() - claims(token).path("iat").asLong())
                .isEqualTo(300);
    }

    @Test
    void isForSeveralApisInTheOrderTheyAreNamed() {
        assertThat(audience(own(CODE_OF_TWO)).toString())
                .isEqualTo("[\"https://a.example\",\"https://b.example\"]");
    }

    @Test
    void isOpaqueWhereOneOfTheApisWantsThat() {
        JsonNode token = own("&resource=https%3A%2F%2Fc.example&resource=https%3A%2F%2Fa.example");
        String access = token.path("access_token").asString();

        assertThat(access).doesNotContain(".");
        assertThat(server.introspected(access).path("aud").toString())
                .isEqualTo("[\"https://c.example\",\"https://a.example\"]");
        assertThat(server.form("/revoke", "token=" + access, BASIC).status()).isEqualTo(200);
        assertThat(server.introspected(access).path("active").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https%3A%2F%2Fz.example",
                "https%3A%2F%2Fa.example%2F",
                "HTTPS%3A%2F%2Fa.example",
                "https%3A%2F%2Fa.example%23x",
                "%20"
            })
    void refusesAnApiThatIsNotOfferedInJustThatSpelling(String resource) {
        assertThat(
                        server.refused(
                                "grant_type=client_credentials&scope=read&resource=" + resource,
                                BASIC))
                .isEqualTo("invalid_target");
    }

    @Test
    void tellsTheClientOfAnUnknownApiBeforeAnyUserIsAsked() {
        Checked checked =
                fixture.server
                        .authorizations()
                        .check(
                                server.terms,
                                Parameters.parse(
                                        "client_id=crm&response_type=code&resource=https://z.example"
                                            + "&code_challenge_method=S256&code_challenge="
                                                + IssuerFixture.CHALLENGE));

        assertThat(checked)
                .isInstanceOfSatisfying(
                        Checked.TellClient.class,
                        told ->
                                assertThat(told.refusal().refusal().code().wireName())
                                        .isEqualTo("invalid_target"));
    }

    @Test
    void givesAtEachRefreshTheApiThatIsNamedAndKeepsTheOthersForLater() {
        JsonNode first =
                server.redeemed(
                        "crm",
                        server.code("crm", "read%20write", CODE_OF_TWO),
                        "&resource=https%3A%2F%2Fb.example");
        assertThat(audience(first).asString()).isEqualTo("https://b.example");

        JsonNode second = refreshed(first, "&resource=https%3A%2F%2Fa.example&scope=read");
        assertThat(audience(second).asString()).isEqualTo("https://a.example");
        assertThat(second.path("scope").asString()).isEqualTo("read");

        JsonNode third = refreshed(second, "");
        assertThat(audience(third).size()).isEqualTo(2);
        assertThat(third.path("scope").asString()).isEqualTo("read write");
    }

    private JsonNode refreshed(JsonNode token, String more) {
        return server.token(
                "grant_type=refresh_token&refresh_token="
                        + token.path("refresh_token").asString()
                        + more,
                BASIC);
    }

    @Test
    void widensNothingAtTheTokenEndpoint() {
        String code = server.code("crm", "read", "&resource=https%3A%2F%2Fa.example");

        assertThat(
                        server.refused(
                                "grant_type=authorization_code&code=%s&code_verifier=%s&redirect_uri=%s&resource=https://b.example"
                                        .formatted(
                                                code,
                                                IssuerFixture.VERIFIER,
                                                IssuerFixture.CALLBACK),
                                BASIC))
                .isEqualTo("invalid_target");
    }
}
