package io.grantway.authserver.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.testing.InMemorySigningKeyStore;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.IssuerFixture.Served;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tokens for other tokens (RFC 8693, RFC 7523).
class TokenExchangeTest {
    private static final String EXCHANGE =
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String BEARER = "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String PARTNER = "https://idp.partner.example";
    private static final String US = "https://login.example/auth";
    private static final String[] CRM = IssuerFixture.basic("crm");
    private static final String[] BILLING = IssuerFixture.basic("billing");

    private final IssuerFixture fixture =
            new IssuerFixture(
                    "{name: billing, clientId: billing, clientSecret: billing-secret, metadata:"
                            + " {grantTypes: [client_credentials,"
                            + " 'urn:ietf:params:oauth:grant-type:token-exchange']}}",
                    "{name: app, clientId: app, clientType: public, metadata: {grantTypes:"
                            + " ['urn:ietf:params:oauth:grant-type:token-exchange']}}");
    private final KeyRing partner =
            KeyRing.open(
                    PARTNER,
                    EnumSet.of(SigningAlgorithm.ES256, SigningAlgorithm.RS256),
                    new KeySchedule(Duration.ofDays(90), Duration.ofHours(1), Duration.ofHours(2)),
                    new InMemorySigningKeyStore(),
                    fixture.clock,
                    new SecureRandom());
    private final Served server =
            fixture.serve(
                    US,
                    "{grants: [authorization_code, refresh_token, client_credentials,"
                        + " token_exchange, jwt_bearer], resources: ['https://billing.example'],"
                        + " trustedIssuers: [{issuer: '"
                            + PARTNER
                            + "', algorithms: [ES256], scopes: [read], jwks: "
                            + partner.jwks()
                            + "}]}");
    private final String usersToken =
            server.consented("crm", "openid%20read%20write").path("access_token").asString();

    private String exchange(String token, String more) {
        return EXCHANGE + "&subject_token=" + token + "&subject_token_type=" + ACCESS_TOKEN + more;
    }

    private static ObjectNode claims(JsonNode answer) {
        return ((UnverifiedJwt) UnverifiedJwt.read(answer.path("access_token").asString()))
                .claims();
    }

    @Test
    void letsAServiceCallTheNextOneAsTheUser() {
        JsonNode answer =
                server.token(
                        exchange(usersToken, "&audience=https://billing.example&scope=read"),
                        BILLING);

        assertThat(answer.path("issued_token_type").asString()).isEqualTo(ACCESS_TOKEN);
        assertThat(answer.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.has("refresh_token")).isFalse();
        ObjectNode claims = claims(answer);
        assertThat(claims.path("sub").asString()).isEqualTo("megan");
        assertThat(claims.path("client_id").asString()).isEqualTo("billing");
        assertThat(claims.path("aud").asString()).isEqualTo("https://billing.example");
        assertThat(claims.path("scope").asString()).isEqualTo("read");
        assertThat(claims.has("act")).isFalse();
        assertThat(claims.path("auth_time").asLong())
                .isEqualTo(fixture.clock.instant().getEpochSecond());
    }

    @Test
    void tellsWhoActsForTheUserThroughAWholeChain() {
        String own =
                server.token("grant_type=client_credentials&scope=read", BILLING)
                        .path("access_token")
                        .asString();
        String actor = "&actor_token=" + own + "&actor_token_type=" + ACCESS_TOKEN;
        JsonNode first = server.token(exchange(usersToken, actor), BILLING);
        JsonNode second =
                server.token(exchange(first.path("access_token").asString(), actor), BILLING);

        assertThat(claims(first).path("act").toString()).isEqualTo("{\"sub\":\"billing\"}");
        assertThat(claims(second).path("sub").asString()).isEqualTo("megan");
        assertThat(claims(second).path("act").toString())
                .isEqualTo("{\"sub\":\"billing\",\"act\":{\"sub\":\"billing\"}}");
        assertThat(server.introspected(second.path("access_token").asString()).path("act"))
                .isEqualTo(claims(second).path("act"));
    }

    @Test
    void givesNoScopeAndNoTimeThatTheTokenDidNotHave() {
        String narrow = server.consented("crm", "read").path("access_token").asString();
        fixture.clock.forward(Duration.ofMinutes(50));

        JsonNode answer = server.token(exchange(narrow, ""), BILLING);

        assertThat(answer.path("scope").asString()).isEqualTo("read");
        assertThat(answer.path("expires_in").asLong()).isEqualTo(600);
        assertThat(claims(answer).path("exp").asLong())
                .isEqualTo(fixture.clock.instant().getEpochSecond() + 600);
        assertThat(server.refused(exchange(narrow, "&scope=write"), BILLING))
                .isEqualTo("invalid_scope");
    }

    @Test
    void takesNoTokenThatHasExpiredOrWasRevoked() {
        assertThat(server.form("/revoke", "token=" + usersToken, CRM).status()).isEqualTo(200);
        assertThat(server.refused(exchange(usersToken, ""), BILLING)).isEqualTo("invalid_request");

        String late = server.consented("crm", "read").path("access_token").asString();
        fixture.clock.forward(Duration.ofHours(1));
        assertThat(server.refused(exchange(late, ""), BILLING)).isEqualTo("invalid_request");
    }

    @Test
    void servesClientsOnlyThatAreRegisteredForItByName() {
        assertThat(server.refused(exchange(usersToken, ""), CRM)).isEqualTo("unauthorized_client");
        assertThat(server.refused(exchange(usersToken, "&client_id=app")))
                .isEqualTo("unauthorized_client");
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid_request",
        "'&subject_token=x', invalid_request",
        "'&subject_token_type=urn:ietf:params:oauth:token-type:access_token', invalid_request",
        "'&subject_token=x&subject_token_type=urn:ietf:params:oauth:token-type:saml2',"
                + " invalid_request",
        "'&subject_token=x&subject_token_type=urn:ietf:params:oauth:token-type:access_token',"
                + " invalid_request"
    })
    void namesWhatIsMissing(String more, String error) {
        assertThat(server.refused(EXCHANGE + more, BILLING)).isEqualTo(error);
    }

    @Test
    void offersNoOtherTypeOfTokenAndNoOtherAudience() {
        assertThat(
                        server.refused(
                                exchange(
                                        usersToken,
                                        "&requested_token_type=urn:ietf:params:oauth:token-type:refresh_token"),
                                BILLING))
                .isEqualTo("invalid_request");
        assertThat(server.refused(exchange(usersToken, "&audience=https://z.example"), BILLING))
                .isEqualTo("invalid_target");
    }

    private String assertion(String issuer, String audience, long seconds, SigningAlgorithm by) {
        ObjectNode claims =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("iss", issuer)
                        .put("sub", "joe@partner")
                        .put("aud", audience)
                        .put("exp", fixture.clock.instant().getEpochSecond() + seconds);
        return partner.signer(by).sign("JWT", claims);
    }

    @Test
    void takesTheWordOfATrustedIssuerForAUser() {
        String good = assertion(PARTNER, US, 60, SigningAlgorithm.ES256);

        JsonNode byAssertion = server.token(BEARER + "&assertion=" + good, CRM);
        assertThat(claims(byAssertion).path("sub").asString()).isEqualTo("joe@partner");
        assertThat(byAssertion.path("scope").asString()).isEqualTo("read");
        assertThat(byAssertion.has("refresh_token")).isFalse();

        JsonNode byExchange =
                server.token(
                        EXCHANGE
                                + "&subject_token="
                                + good
                                + "&subject_token_type=urn:ietf:params:oauth:token-type:jwt",
                        BILLING);
        assertThat(claims(byExchange).path("sub").asString()).isEqualTo("joe@partner");
        assertThat(byExchange.path("expires_in").asLong()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "https://idp.evil.example, https://login.example/auth, 60, ES256",
        "https://idp.partner.example, https://other.example, 60, ES256",
        "https://idp.partner.example, https://login.example/auth, -60, ES256",
        "https://idp.partner.example, https://login.example/auth, 60, RS256"
    })
    void takesNoWordOfOthersOrForOthersOrTooLateOrOtherwiseSigned(
            String issuer, String audience, long seconds, SigningAlgorithm by) {
        String bad = assertion(issuer, audience, seconds, by);

        assertThat(server.refused(BEARER + "&assertion=" + bad, CRM)).isEqualTo("invalid_grant");
        assertThat(server.refused(exchange(bad, ""), BILLING)).isEqualTo("invalid_request");
    }

    @Test
    void takesNoUnsignedOrMissingAssertion() {
        assertThat(server.refused(BEARER, CRM)).isEqualTo("invalid_request");
        assertThat(server.refused(BEARER + "&assertion=eyJhbGciOiJub25lIn0.e30.", CRM))
                .isEqualTo("invalid_grant");
    }

    @Test
    void gainsNothingWhereTheTwoGrantsAreNotSwitchedOn() {
        Served plain = fixture.serve("https://login.example/plain", "{}");

        assertThat(plain.refused(exchange("x", ""), BILLING)).isEqualTo("unsupported_grant_type");
        assertThat(plain.refused(BEARER + "&assertion=x", CRM)).isEqualTo("unsupported_grant_type");
    }
}
