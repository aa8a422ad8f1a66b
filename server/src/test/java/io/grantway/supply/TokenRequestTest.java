package io.grantway.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.testing.Authority;
import io.grantway.testing.ForeignServer;
import io.grantway.testing.SupplyFixture;
import io.grantway.testing.TokenIssuer;
import io.grantway.testing.TokenIssuer.Answer;
import io.grantway.testing.TokenIssuer.Asked;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What reaches the token endpoint.
class TokenRequestTest {
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final SupplyFixture there = new SupplyFixture();

    @AfterEach
    void close() {
        there.close();
    }

    private Asked asked(String more) {
        there.source(more).token();
        return there.issuer.asked().getLast();
    }

    /// A definition without a secret.
    private OAuth2Config bare(String more) {
        return SupplyFixture.config(
                "{tokenEndpoint: '%s', clientId: grantway, %s}"
                        .formatted(there.issuer.uri(), more));
    }

    private static String escaped(String pem) {
        return pem.replace("\n", "\\n");
    }

    @Test
    void asksAsTheStandardSays() {
        Asked asked = asked(", scopes: [billing.read, system/Practitioner.read]");

        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.form().encoded())
                .isEqualTo(
                        "grant_type=client_credentials"
                                + "&scope=billing.read+system%2FPractitioner.read");
        assertThat(asked.header("Authorization"))
                .isEqualTo(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "grantway:s3cret"
                                                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(asked.header("Accept")).isEqualTo("application/json");
    }

    @Test
    void asksAsAnOddServerWants() {
        Asked asked =
                asked(
                        """
                        , clientAuthentication: client_secret_post, body: json, scopes: [a, b],
                        scopeSeparator: ',', extra: {tenant: main}, resource: [r1, r2],
                        fields: {clientId: client, client_secret: key, grantType: ''},
                        headers: {X-Version: '2', Accept: text/plain}
                        """);

        assertThat(asked.header("Content-Type")).isEqualTo("application/json");
        assertThat(asked.header("X-Version")).isEqualTo("2");
        assertThat(asked.header("Accept")).isEqualTo("text/plain");
        assertThat(Json.parse(asked.body()))
                .isEqualTo(
                        Json.parse(
                                """
                                {"client": "grantway", "key": "s3cret", "scope": "a,b",
                                 "resource": ["r1", "r2"], "tenant": "main"}
                                """));
    }

    @Test
    void asksByQuery() {
        Asked asked = asked(", body: query, audience: 'a&b'");

        assertThat(asked.uri().getRawQuery())
                .isEqualTo("grant_type=client_credentials&audience=a%26b");
        assertThat(asked.body()).isEmpty();
    }

    @Test
    void logsAUserIn() {
        Asked asked = asked(", grantType: password, username: megan, password: p4ss");

        assertThat(asked.form().encoded())
                .isEqualTo("grant_type=password&username=megan&password=p4ss");
    }

    @Test
    void exchangesTheTokenOfEachCallerForAnother() {
        TokenSource source =
                there.source(
                        ", grantType: '%s', audience: crm, exchange: {actorToken: me}"
                                .formatted(EXCHANGE));

        SuppliedToken one = source.token(Secret.of("caller-1"));
        SuppliedToken two = source.token(Secret.of("caller-2"));
        assertThat(source.token(Secret.of("caller-1"))).isSameAs(one);
        assertThat(two.value()).isNotEqualTo(one.value());
        assertThat(there.issuer.count()).isEqualTo(2);
        assertThat(there.issuer.asked().getFirst().form().first("subject_token"))
                .contains("caller-1");
        assertThat(there.issuer.asked().getFirst().form().first("actor_token")).contains("me");
        assertThat(source.renewed(one, Secret.of("caller-1")).value()).isNotEqualTo(one.value());
        assertThatThrownBy(source::token).hasMessageContaining("nobody's behalf");
    }

    @Test
    void signsTheGrantItself() throws Exception {
        Authority.Identity robot = new Authority("Company").sign("robot");
        OAuth2Config config =
                SupplyFixture.config(
                        """
                        {tokenEndpoint: '%s', grantType: '%s',
                         jwt: {issuer: robot@x, subject: megan, claims: {scope: read}, keyId: k1,
                               privateKey: "%s"}}
                        """
                                .formatted(there.issuer.uri(), BEARER, escaped(robot.key())));
        there.supply.source("Sample", "Okta", config, Optional.empty()).token();

        SignedJWT jwt =
                SignedJWT.parse(
                        there.issuer.asked().getFirst().form().first("assertion").orElseThrow());
        assertThat(jwt.verify(new ECDSAVerifier(JWK.parse(robot.jwk()).toECKey()))).isTrue();
        assertThat(jwt.getHeader().getKeyID()).isEqualTo("k1");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("robot@x");
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("megan");
        assertThat(jwt.getJWTClaimsSet().getAudience())
                .containsExactly(there.issuer.uri().toString());
        assertThat(jwt.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS256", "PS256", "ES256"})
    void provesItselfByKeysThatItMakesAndPublishesAndRotates(String algorithm) throws Exception {
        OAuth2Config config =
                bare(
                        ("clientAuthentication: private_key_jwt, assertion: {algorithm: %s,"
                                        + " jku: 'https://api.example/keys', rotateEvery: 30d}")
                                .formatted(algorithm));
        TokenSource source = there.supply.source("Sample", "Okta", config, Optional.empty());
        String first = provedBy(source, config, algorithm);

        there.clock.forward(Duration.ofDays(29));
        assertThat(provedBy(source, config, algorithm)).isEqualTo(first);
        assertThat(published(config)).hasSize(2);
        there.clock.forward(Duration.ofDays(2));
        assertThat(provedBy(source, config, algorithm)).isNotEqualTo(first);
    }

    private List<JWK> published(OAuth2Config config) throws Exception {
        return JWKSet.parse(Json.write(there.supply.jwks("Sample", "Okta", config).orElseThrow()))
                .getKeys();
    }

    /// @return the key's id
    private String provedBy(TokenSource source, OAuth2Config config, String algorithm)
            throws Exception {
        source.token();
        SignedJWT jwt =
                SignedJWT.parse(
                        there.issuer
                                .asked()
                                .getLast()
                                .form()
                                .first("client_assertion")
                                .orElseThrow());
        String id = jwt.getHeader().getKeyID();
        JWK key =
                published(config).stream()
                        .filter(it -> it.getKeyID().equals(id))
                        .findFirst()
                        .orElseThrow();
        assertThat(
                        jwt.verify(
                                algorithm.startsWith("E")
                                        ? new ECDSAVerifier(key.toECKey())
                                        : new RSASSAVerifier(key.toRSAKey())))
                .isTrue();
        assertThat(key.getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(key.isPrivate()).isFalse();
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(jwt.getHeader().getJWKURL()).hasToString("https://api.example/keys");
        assertThat(jwt.getJWTClaimsSet().getExpirationTime())
                .isBeforeOrEqualTo(there.clock.instant().plus(Duration.ofMinutes(5)));
        return id;
    }

    @ParameterizedTest
    @ValueSource(ints = {-120, 120})
    void asksOnceMoreByTheServersClockWhereItGoesDifferently(int seconds) throws Exception {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        there.clock.instant().plusSeconds(seconds).atZone(ZoneOffset.UTC));
        Outgoing network =
                ForeignServer.answeredBy(request -> {
                    long issued = issued(request.body().text());
                    long now = there.clock.instant().getEpochSecond() + seconds;
                    boolean believed = Math.abs(issued - now) < 10;
                    return Response.json(
                                    believed ? 200 : 401,
                                    believed
                                            ? "{\"access_token\":\"t\"}"
                                            : "{\"error\":\"invalid_client\"}")
                            .with("Date", date);
                });
        OAuth2Config config =
                bare(
                        "clientAuthentication: client_secret_jwt,"
                                + " clientSecret: a-secret-of-thirty-two-bytes-or-more");
        try (TokenSupply supply = new TokenSupply(there.around(network))) {
            assertThat(supply.source("Sample", "Okta", config, Optional.empty()).token().type())
                    .isEqualTo("Bearer");
        }
    }

    private static long issued(String form) {
        String assertion = Parameters.parse(form).first("client_assertion").orElseThrow();
        String claims = assertion.substring(assertion.indexOf('.') + 1, assertion.lastIndexOf('.'));
        return Json.parse(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                .path("iat")
                .asLong();
    }

    @Test
    void learnsTheEndpointFromTheIssuer() {
        String issuer = there.issuer.uri().resolve("/").toString().replaceAll("/$", "");
        there.issuer.answering(it ->
                it.uri().getPath().equals("/.well-known/openid-configuration")
                        ? Answer.json(
                                "{\"issuer\": \"%s\", \"token_endpoint\": \"%s/found\"}"
                                        .formatted(issuer, issuer))
                        : TokenIssuer.numbered(it));
        OAuth2Config config =
                SupplyFixture.config(
                        "{issuer: '%s', clientId: me, clientSecret: s}".formatted(issuer));

        there.supply.source("Sample", "Okta", config, Optional.empty()).token();

        assertThat(there.issuer.asked().getLast().uri().getPath()).isEqualTo("/found");
    }

    @Test
    void takesTheEndpointThatSomebodyElseFoundOut() {
        OAuth2Config config = SupplyFixture.config("{clientId: me, clientSecret: s}");
        URI found = there.issuer.uri().resolve("/smart");

        there.supply.source("Sample", "EHR", config, Optional.of(found)).token();
        assertThat(there.issuer.asked().getLast().uri().getPath()).isEqualTo("/smart");
        TokenSource nowhere = there.supply.source("Sample", "EHR", config, Optional.empty());
        assertThatThrownBy(nowhere::token)
                .isInstanceOf(TokenUnavailable.class)
                .hasMessageContaining("\"EHR\"")
                .hasMessageContaining("no tokenEndpoint");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "grantType: password, username: u | needs username and password",
                "clientAuthentication: client_secret_jwt, clientSecret: short | clientSecret: ",
                "clientAuthentication: client_secret_jwt | needs clientSecret",
                "clientAuthentication: tls_client_auth | needs certificate",
                "privateKey: x | privateKey: ",
                "clientAuthentication: private_key_jwt, assertion: {algorithm: ES384} | RS384",
                "assertion: {lifetime: 6m} | must be 5s to 5m",
                "timeout: 3m | timeout: must be",
                "fields: {tpyo: x} | no parameter tpyo",
                "headers: {'a b': x} | no field name",
                "requestsAtOnce: 0 | requestsAtOnce: must be 1",
                "grantType: '" + BEARER + "' | needs jwt",
            })
    void refusesWhatCouldNotWork(String written, String why) {
        assertThatThrownBy(() -> bare(written)).hasMessageContaining(why);
    }
}
