package io.grantway.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.http.Body;
import io.grantway.http.Response;
import io.grantway.testing.DpopKey;
import io.grantway.testing.ForeignIssuer;
import io.grantway.testing.PolicyCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens of several servers in front of one API: which are good, and what is said of those that
/// are not.
class RequireTokenTest {
    private static final String URL = "https://api.example/orders";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final PolicyCalls calls = new PolicyCalls();
    private final ForeignIssuer login = new ForeignIssuer("https://login.example", calls.clock);
    private final ForeignIssuer legacy = new ForeignIssuer("https://legacy.example", calls.clock);
    private final ForeignIssuer mac = new ForeignIssuer("https://hmac.example", calls.clock);

    RequireTokenTest() {
        login.publish(calls.documents);
        calls.servers(
                """
                  - {name: login, external: {issuer: 'https://login.example'}}
                  - name: legacy
                    external:
                      issuer: https://legacy.example
                      jwt: {certificate: "%s", algorithms: [RS256], clockSkew: 60s}
                  - name: hmac
                    external:
                      issuer: https://hmac.example
                      jwt: {hmacSecret: %s, algorithms: [HS256]}
                  - name: opaque
                    external:
                      introspection:
                        {endpoint: 'https://opaque.example/introspect', clientId: gateway, clientSecret: s3cret, cache: 30s}
                      tokens: {prefix: op_}
                """
                        .formatted(legacy.publicKeyPem().replace("\n", "\\n"), SECRET));
    }

    private Policy policy() {
        return calls.policy("requireToken: {audience: [orders-api], scopes: [orders.read]}");
    }

    private Decision call(Policy policy, String token) {
        return calls.decide(policy, "GET", URL, "Authorization", "Bearer " + token);
    }

    private Response refused(Policy policy, String token) {
        return PolicyCalls.answer(call(policy, token));
    }

    private void introspects(String answer) {
        calls.documents.put("https://opaque.example/introspect", answer);
    }

    private static Map<String, Object> without(String claim) {
        return Collections.singletonMap(claim, null);
    }

    @Test
    void takesATokenOfEachServer() {
        introspects(
                """
                {"active": true, "client_id": "crm", "scope": "orders.read orders.write",
                 "sub": "megan", "aud": ["orders-api"]}
                """);
        Policy policy = policy();
        assertThat(call(policy, login.token())).isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream())
                .containsEntry("X-Authorization-Server", "login")
                .containsEntry("X-Authenticated-Scope", "orders.read")
                .containsEntry("X-Authenticated-UserId", "megan")
                .containsEntry("X-Credential-Identifier", "crm")
                .containsEntry("Authorization", "-");
        assertThat(call(policy, legacy.byRsa(Map.of()))).isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream()).containsEntry("X-Authorization-Server", "legacy");
        assertThat(call(policy, mac.bySecret(SECRET, Map.of()))).isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream()).containsEntry("X-Authorization-Server", "hmac");
        assertThat(call(policy, "op_abc")).isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream()).containsEntry("X-Authorization-Server", "opaque");
    }

    @Test
    void tellsWhoBringsNothingWhereToGetAToken() {
        Response answer = PolicyCalls.answer(calls.decide(policy(), "GET", URL));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().first("WWW-Authenticate"))
                .hasValueSatisfying(challenge ->
                        assertThat(challenge)
                                .startsWith("Bearer ")
                                .doesNotContain("error")
                                .contains(
                                        "resource_metadata=\"https://api.example/.well-known/oauth-protected-resource/Sample/Event\""));
    }

    /// A token, and why it is refused.
    record Bad(String attack, String reason, String token) {
        @Override
        public String toString() {
            return attack;
        }
    }

    private static String unsigned(String header, Map<String, Object> claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        StringBuilder json = new StringBuilder("{");
        claims.forEach((name, value) -> {
            json.append(json.length() > 1 ? "," : "").append('"').append(name).append("\":");
            json.append(
                    value instanceof Date date
                            ? String.valueOf(date.toInstant().getEpochSecond())
                            : "\"" + value + "\"");
        });
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(
                        json.append('}').toString().getBytes(StandardCharsets.UTF_8))
                + ".";
    }

    private static String broken(String token) {
        int last = token.length() - 10;
        char other = token.charAt(last) == 'A' ? 'B' : 'A';
        return token.substring(0, last) + other + token.substring(last + 1);
    }

    private Stream<Bad> bad() {
        Date past = Date.from(calls.clock.instant().minus(Duration.ofMinutes(2)));
        Date future = Date.from(calls.clock.instant().plus(Duration.ofMinutes(2)));
        ForeignIssuer stranger = new ForeignIssuer("https://login.example", calls.clock);
        return Stream.of(
                new Bad(
                        "a signature that was changed",
                        "token_signature_wrong",
                        broken(login.token())),
                new Bad(
                        "a token that has expired",
                        "token_expired",
                        login.token(Map.of("exp", past))),
                new Bad("a token without an end", "token_malformed", login.token(without("exp"))),
                new Bad(
                        "a token that is not valid yet",
                        "token_not_yet_valid",
                        login.token(Map.of("nbf", future))),
                new Bad(
                        "a token from the future",
                        "token_not_yet_valid",
                        login.token(Map.of("iat", future))),
                new Bad(
                        "no signature at all",
                        "token_algorithm_refused",
                        unsigned("{\"alg\":\"none\"}", login.claims(Map.of()))),
                new Bad(
                        "no signature, in other letters",
                        "token_algorithm_refused",
                        unsigned("{\"alg\":\"nOnE\"}", login.claims(Map.of()))),
                new Bad(
                        "the public key as a shared secret",
                        "token_algorithm_refused",
                        legacy.bySecret(legacy.publicKeyPem(), Map.of())),
                new Bad(
                        "another issuer",
                        "token_issuer_unknown",
                        login.token(Map.of("iss", "https://evil.example"))),
                new Bad(
                        "the issuer with a slash more",
                        "token_issuer_unknown",
                        login.token(Map.of("iss", "https://login.example/"))),
                new Bad("a key that nobody knows", "token_signature_wrong", stranger.token()),
                new Bad(
                        "one server's key for another's issuer",
                        "token_algorithm_refused",
                        login.token(Map.of("iss", "https://legacy.example"))),
                new Bad(
                        "one server's secret for another's issuer",
                        "token_algorithm_refused",
                        mac.bySecret(SECRET, Map.of("iss", "https://login.example"))),
                new Bad(
                        "a wrong secret",
                        "token_signature_wrong",
                        mac.bySecret("x".repeat(32), Map.of())),
                new Bad(
                        "another audience",
                        "token_audience_wrong",
                        login.token(Map.of("aud", "billing"))),
                new Bad("no audience", "token_audience_wrong", login.token(without("aud"))),
                new Bad("an ID token", "token_type_wrong", login.token(Map.of("at_hash", "abc"))),
                new Bad(
                        "a logout token",
                        "token_type_wrong",
                        login.token(
                                header().type(new JOSEObjectType("logout+jwt")).build(), Map.of())),
                new Bad(
                        "a header that is critical",
                        "token_critical_unknown",
                        login.token(
                                header().criticalParams(Set.of("tenant"))
                                        .customParam("tenant", true)
                                        .build(),
                                Map.of())),
                new Bad(
                        "a token of many kilobytes",
                        "token_malformed",
                        login.token(Map.of("x", "y".repeat(20_000)))),
                new Bad("an unknown opaque token", "token_server_unknown", "0123456789abcdef"));
    }

    private JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(login.keyId());
    }

    @Test
    void refusesEveryBadTokenAlikeAndKnowsWhy() {
        Policy policy = policy();
        assertThat(bad())
                .allSatisfy(bad -> {
                    Response answer = refused(policy, bad.token());
                    assertThat(answer.status()).as(bad.attack()).isEqualTo(401);
                    assertThat(answer.headers().first("WWW-Authenticate").orElse(""))
                            .as(bad.attack())
                            .contains("error=\"invalid_token\"");
                    assertThat(answer.body().text())
                            .contains("the access token is invalid or has expired")
                            .doesNotContain(bad.reason());
                    assertThat(calls.reason()).as(bad.attack()).isEqualTo(bad.reason());
                    assertThat(calls.explanation()).doesNotContain(bad.token());
                });
    }

    /// Signed by the right key, and readable in more than one way.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a claim twice | {\"alg\":\"ES256\"} |"
                    + " {\"iss\":\"https://login.example\",\"aud\":\"billing\",\"aud\":\"orders-api\",%s}",
                "a header twice | {\"alg\":\"none\",\"alg\":\"ES256\"} |"
                        + " {\"iss\":\"https://login.example\",\"aud\":\"orders-api\",%s}",
                "a claim twice, once escaped | {\"alg\":\"ES256\"} |"
                    + " {\"iss\":\"https://evil.example\",\"\\u0069ss\":\"https://login.example\",\"aud\":\"orders-api\",%s}",
                "a letter that looks like another | {\"alg\":\"ES256\"} |"
                        + " {\"iss\":\"https://l\u043egin.example\",\"aud\":\"orders-api\",%s}",
                "an algorithm with a letter that looks like another | {\"alg\":\"\u0415S256\"} |"
                        + " {\"iss\":\"https://login.example\",\"aud\":\"orders-api\",%s}",
                "an issuer in a list | {\"alg\":\"ES256\"} |"
                        + " {\"iss\":[\"https://login.example\"],\"aud\":\"orders-api\",%s}",
                "an audience that only begins so | {\"alg\":\"ES256\"} |"
                        + " {\"iss\":\"https://login.example\",\"aud\":\"orders-api\\u0000\",%s}",
                "an audience within a list in a list | {\"alg\":\"ES256\"} |"
                        + " {\"iss\":\"https://login.example\",\"aud\":[[\"orders-api\"]],%s}",
                "something behind the claims | {\"alg\":\"ES256\"} |"
                        + " {\"iss\":\"https://login.example\",\"aud\":\"orders-api\",%s}{}",
                "a mark of byte order | {\"alg\":\"ES256\"} |"
                        + " \uFEFF{\"iss\":\"https://login.example\",\"aud\":\"orders-api\",%s}",
                "claims within claims, too deep | {\"alg\":\"ES256\"} |"
                    + " {\"iss\":\"https://login.example\",\"aud\":\"orders-api\",\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],%s}",
                "a token within a token | {\"alg\":\"ES256\",\"cty\":\"JWT\"} |"
                        + " ~eyJhbGciOiJub25lIn0.e30.~",
                "an end in a text | {\"alg\":\"ES256\"} |"
                    + " {\"iss\":\"https://login.example\",\"aud\":\"orders-api\",\"scope\":\"orders.read\",\"exp\":\"4102444800\"}",
                "an end beyond all numbers | {\"alg\":\"ES256\"} |"
                    + " {\"iss\":\"https://login.example\",\"aud\":\"orders-api\",\"scope\":\"orders.read\",\"exp\":1e999}"
            })
    void refusesWhatCanBeReadInMoreWaysThanOne(String attack, String header, String claims) {
        String rest =
                "\"scope\":\"orders.read\",\"exp\":"
                        + calls.clock.instant().plusSeconds(600).getEpochSecond();
        Policy policy = policy();
        String good = "{\"iss\":\"https://login.example\",\"aud\":\"orders-api\"," + rest + "}";
        assertThat(call(policy, login.text("{\"alg\":\"ES256\"}", good)))
                .isEqualTo(Decision.PROCEED);
        String token = login.text(header, claims.replace("%s", rest));
        assertThat(refused(policy, token).status()).as(attack).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s=", "%s\u0000", "%s.", ".%s", " %s x"})
    void refusesAGoodTokenThatIsWrittenAnotherWay(String changed) {
        Policy policy = policy();
        String good = login.token();
        assertThat(refused(policy, changed.replace("%s", good)).status()).isEqualTo(401);
    }

    /// Keys that a header brings along are not even looked at.
    @ParameterizedTest
    @ValueSource(strings = {"jwk", "jku", "x5u"})
    void looksAtNoKeyThatTheTokenItselfBrings(String parameter) throws java.text.ParseException {
        ForeignIssuer attacker = new ForeignIssuer("https://evil.example", calls.clock);
        calls.documents.put("https://evil.example/keys", attacker.jwks());
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256);
        switch (parameter) {
            case "jwk" ->
                    header.jwk(
                            com.nimbusds.jose.jwk.JWKSet.parse(attacker.jwks())
                                    .getKeyByKeyId(attacker.keyId()));
            case "jku" -> header.jwkURL(URI.create("https://evil.example/keys")).keyID("k0");
            default -> header.x509CertURL(URI.create("https://evil.example/keys")).keyID("k0");
        }
        String token = attacker.token(header.build(), Map.of("iss", "https://login.example"));
        assertThat(refused(policy(), token).status()).isEqualTo(401);
        assertThat(calls.documents.requests())
                .noneMatch(request -> request.uri().getHost().equals("evil.example"));
    }

    @Test
    void aServerWhoseSecretIsMissingHasNoGoodTokens() {
        calls.servers(
                """
                  - name: hmac
                    external:
                      issuer: https://hmac.example
                      jwt: {hmacSecret: '', algorithms: [HS256]}
                """);
        assertThat(refused(policy(), mac.bySecret(SECRET, Map.of())).status()).isEqualTo(401);
        assertThat(calls.reason()).isEqualTo("token_key_unknown");
    }

    /// Others sign in more ways than we do.
    @ParameterizedTest
    @ValueSource(strings = {"ES384", "ES512", "RS384", "RS512", "PS384", "PS512", "HS384", "HS512"})
    void takesWhatOthersSignBy(String algorithm) throws Exception {
        String longSecret = SECRET + SECRET;
        String token = OtherSignatures.token(login.claims(Map.of()), algorithm, longSecret);
        String keys =
                algorithm.startsWith("HS")
                        ? "hmacSecret: " + longSecret
                        : "jwks: '" + OtherSignatures.jwks(algorithm) + "'";
        calls.servers(
                "  - {name: login, external: {issuer: 'https://login.example', jwt: {"
                        + keys
                        + "}}}\n");
        assertThat(call(policy(), token)).isEqualTo(Decision.PROCEED);
        assertThat(refused(policy(), broken(token)).status()).isEqualTo(401);
    }

    @Test
    void tellsTheScopesThatAreMissing() {
        Response answer = refused(policy(), login.token(Map.of("scope", "orders.write")));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers().first("WWW-Authenticate").orElse(""))
                .contains("error=\"insufficient_scope\"")
                .contains("scope=\"orders.read\"");
        assertThat(calls.reason()).isEqualTo("scope_insufficient");
        assertThat(calls.explanation()).contains("login").contains("orders.write");
    }

    @ParameterizedTest
    @CsvSource({"59, true", "61, false"})
    void bridgesClocksByTheServersSkew(int secondsAgo, boolean good) {
        Date end = Date.from(calls.clock.instant().minusSeconds(secondsAgo));
        Decision decision = call(policy(), legacy.byRsa(Map.of("exp", end)));
        assertThat(decision.equals(Decision.PROCEED)).isEqualTo(good);
    }

    @Test
    void asksForKeysOnceAndRemembersGoodTokens() {
        Policy policy = policy();
        String token = login.token();
        call(policy, token);
        int asked = calls.documents.requests().size();
        for (int i = 0; i < 100; i++) {
            assertThat(call(policy, token)).isEqualTo(Decision.PROCEED);
        }
        assertThat(calls.documents.requests()).hasSize(asked);
    }

    @Test
    void aRememberedTokenExpiresAllTheSame() {
        Policy policy = policy();
        String token = login.token();
        assertThat(call(policy, token)).isEqualTo(Decision.PROCEED);
        calls.clock.forward(Duration.ofHours(2));
        assertThat(refused(policy, token).status()).isEqualTo(401);
        assertThat(calls.reason()).isEqualTo("token_expired");
    }

    @Test
    void takesTheFirstTokenOfANewKeyAndAsksForMadeUpOnesOncePerBudget() {
        Policy policy = policy();
        assertThat(call(policy, login.token())).isEqualTo(Decision.PROCEED);
        calls.clock.forward(Duration.ofMinutes(1));
        login.rotate();
        login.publish(calls.documents);
        assertThat(call(policy, login.token())).isEqualTo(Decision.PROCEED);
        int asked = calls.documents.requests().size();
        for (int i = 0; i < 50; i++) {
            String made =
                    login.token(
                            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("made-up-" + i).build(),
                            Map.of());
            assertThat(refused(policy, made).status()).isEqualTo(401);
            assertThat(calls.reason()).isEqualTo("token_key_unknown");
        }
        assertThat(calls.documents.requests().size() - asked).isLessThanOrEqualTo(1);
    }

    @Test
    void aTokenOfAWithdrawnKeyIsGoodNoMoreOnceThatIsKnown() {
        Policy policy = policy();
        String old = login.token();
        assertThat(call(policy, old)).isEqualTo(Decision.PROCEED);
        login.rotate();
        login.withdrawOldKeys();
        login.publish(calls.documents);
        calls.clock.forward(Duration.ofMinutes(6));
        // The first call finds that the keys are old, and has them renewed.
        call(policy, old);
        assertThat(refused(policy, old).status()).isEqualTo(401);
    }

    @Test
    void goesOnWithTheKeysThereAreWhileTheServerIsDown() {
        Policy policy = policy();
        assertThat(call(policy, login.token())).isEqualTo(Decision.PROCEED);
        calls.documents.remove("https://login.example/jwks");
        calls.documents.remove("https://login.example/.well-known/openid-configuration");
        calls.clock.forward(Duration.ofHours(2));
        assertThat(call(policy, login.token())).isEqualTo(Decision.PROCEED);
    }

    @Test
    void aServerThatWasNeverReachedIsNoFaultOfTheToken() {
        calls.documents.remove("https://login.example/.well-known/openid-configuration");
        Response answer = refused(policy(), login.token());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().first("Retry-After")).isPresent();
        assertThat(calls.reason()).isEqualTo("keys_unavailable");
        assertThat(calls.explanation()).contains("login.example");
    }

    @Test
    void asksAboutAnOpaqueTokenOnceInItsCacheTime() {
        introspects("{\"active\": true, \"scope\": \"orders.read\", \"aud\": \"orders-api\"}");
        Policy policy = policy();
        call(policy, "op_1");
        call(policy, "op_1");
        assertThat(calls.documents.requests()).hasSize(1);
        calls.clock.forward(Duration.ofSeconds(31));
        call(policy, "op_1");
        assertThat(calls.documents.requests()).hasSize(2);
    }

    @Test
    void anInactiveTokenIsRefusedAndAskedAboutOnceInAWhile() {
        introspects("{\"active\": false}");
        Policy policy = policy();
        assertThat(refused(policy, "op_1").status()).isEqualTo(401);
        assertThat(refused(policy, "op_1").status()).isEqualTo(401);
        assertThat(calls.reason()).isEqualTo("token_inactive");
        assertThat(calls.documents.requests()).hasSize(1);
    }

    @Test
    void anIntrospectionThatFailsIsNoFaultOfTheToken() {
        introspects("{\"active\": true, \"scope\": \"orders.read\", \"aud\": \"orders-api\"}");
        Policy policy = policy();
        assertThat(call(policy, "op_known")).isEqualTo(Decision.PROCEED);
        calls.documents.remove("https://opaque.example/introspect");
        assertThat(call(policy, "op_known")).isEqualTo(Decision.PROCEED);
        Response answer = refused(policy, "op_new");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().first("Retry-After")).isPresent();
        assertThat(calls.reason()).isEqualTo("introspection_unavailable");
    }

    @Test
    void aGatewayThatIsRefusedByTheServerBlamesNoToken() {
        calls.documents.put("https://opaque.example/introspect", 401, "");
        assertThat(refused(policy(), "op_1").status()).isEqualTo(503);
    }

    @Test
    void provesItselfWhereItIntrospects() {
        introspects("{\"active\": true}");
        call(policy(), "op_1");
        var request = calls.documents.requests().getFirst();
        assertThat(request.headers().first("Authorization"))
                .contains(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "gateway:s3cret".getBytes(StandardCharsets.UTF_8)));
        assertThat(request.body().text()).contains("token=op_1");
    }

    @Test
    void takesTwoTokensForNone() {
        Decision decision =
                calls.decide(
                        policy(),
                        "GET",
                        URL,
                        "Authorization",
                        "Bearer " + login.token(),
                        "Authorization",
                        "Bearer " + login.token());
        assertThat(PolicyCalls.answer(decision).status()).isEqualTo(400);
    }

    @Test
    void looksInQueryAndBodyOnlyWhereThatIsSwitchedOn() {
        String token = login.token();
        String there = URL + "?access_token=" + token + "&page=2";
        assertThat(PolicyCalls.answer(calls.decide(policy(), "GET", there)).status())
                .isEqualTo(401);
        Policy everywhere = calls.policy("requireToken: {in: [header, query, body]}");
        assertThat(calls.decide(everywhere, "GET", there)).isEqualTo(Decision.PROCEED);
        assertThat(calls.call().query()).isEqualTo("page=2");
        Decision inForm =
                calls.decide(
                        everywhere,
                        "POST",
                        URL,
                        Body.of("access_token=" + token + "&a=b"),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(inForm).isEqualTo(Decision.PROCEED);
        assertThat(calls.call().replacement()).isNotNull();
    }

    @Test
    void aBoundTokenIsGoodOnlyForWhoHoldsTheKey() {
        DpopKey key = new DpopKey(calls.clock);
        Policy policy = policy();
        String token = login.token(Map.of("cnf", Map.of("jkt", key.thumbprint())));
        assertThat(refused(policy, token).status()).isEqualTo(401);
        assertThat(calls.reason()).isEqualTo("token_bound");
        String proof = key.proof("GET", URL, token);
        String[] fields = {"Authorization", "DPoP " + token, "DPoP", proof};
        assertThat(calls.decide(policy, "GET", URL, fields)).isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream()).containsEntry("DPoP", "-");
        Response again = PolicyCalls.answer(calls.decide(policy, "GET", URL, fields));
        assertThat(again.headers().first("WWW-Authenticate").orElse(""))
                .contains("error=\"invalid_dpop_proof\"");
        DpopKey thief = new DpopKey(calls.clock);
        String other = thief.proof("GET", URL, token);
        assertThat(
                        PolicyCalls.answer(
                                        calls.decide(
                                                policy,
                                                "GET",
                                                URL,
                                                "Authorization",
                                                "DPoP " + token,
                                                "DPoP",
                                                other))
                                .status())
                .isEqualTo(401);
    }

    @Test
    void aTokenBoundInAWayThatIsNotKnownIsNoPlainOne() {
        String token = login.token(Map.of("cnf", Map.of("kid", "somewhere")));
        assertThat(refused(policy(), token).status()).isEqualTo(401);
        assertThat(calls.reason()).isEqualTo("token_binding_unknown");
    }

    @Test
    void aTokenBoundToACertificateNeedsItsConnection() {
        String token = login.token(Map.of("cnf", Map.of("x5t#S256", "abc")));
        assertThat(refused(policy(), token).status()).isEqualTo(401);
        assertThat(calls.explanation()).contains("shows none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "claims.department == 'sales' | true",
                "claims.department == 'billing' | false",
                "'buyer' in claims.realm_access.roles | true",
                "claims.level >= 3 && server == 'login' | true",
                "claims.missing == 'x' | false",
                "'orders.read' in scopes && subject == 'megan' && client == 'crm' | true"
            })
    void asksOfClaimsWhatTheExpressionsSay(String expression, boolean good) {
        Policy policy = calls.policy("requireToken: {claims: [\"" + expression + "\"]}");
        Map<String, Object> claims = new HashMap<>();
        claims.put("department", "sales");
        claims.put("level", 3);
        claims.put("realm_access", Map.of("roles", List.of("buyer", "seller")));
        Decision decision = call(policy, login.token(claims));
        assertThat(decision.equals(Decision.PROCEED)).isEqualTo(good);
        if (!good) {
            assertThat(PolicyCalls.answer(decision).status()).isEqualTo(403);
            assertThat(calls.explanation()).contains(expression);
        }
    }

    @Test
    void anExpressionThatMeansNothingIsFoundAtTheStart() {
        assertThatThrownBy(() -> calls.policy("requireToken: {claims: [\"claims.a = 1\"]}"))
                .hasMessageContaining("claims.a = 1");
    }

    @Test
    void carriesChosenClaimsInFields() {
        Policy policy =
                calls.policy(
                        "requireToken: {upstream: {token: keep, headers: {X-Roles:"
                                + " realm_access.roles, X-Missing: nothing}}}");
        call(policy, login.token(Map.of("realm_access", Map.of("roles", List.of("a", "b")))));
        assertThat(calls.upstream())
                .containsEntry("X-Roles", "a,b")
                .containsEntry("X-Missing", "-")
                .doesNotContainKey("Authorization");
    }

    @Test
    void aClientCannotForgeAClaim() {
        Policy policy =
                calls.policy(
                        "requireToken: {optional: true, upstream: {headers: {X-Department:"
                                + " department}}}");
        assertThat(
                        calls.decide(
                                policy,
                                "GET",
                                URL,
                                "x-department",
                                "admin",
                                "X_Department",
                                "admin"))
                .isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream())
                .containsEntry("x-department", "-")
                .containsEntry("X_Department", "-");
        String[] fields = {
            "Authorization",
            "Bearer " + login.token(Map.of("department", "sales")),
            "X-Department",
            "admin"
        };
        assertThat(calls.decide(policy, "GET", URL, fields)).isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream()).containsEntry("X-Department", "sales");
    }

    @Test
    void sendsAnotherTokenUpstreamWhereOneIsExchanged() {
        calls.documents.put(
                "https://sts.example/token",
                "{\"access_token\": \"for-upstream\", \"expires_in\": 300}");
        Policy policy =
                calls.policy(
                        "requireToken: {upstream: {token: exchange, exchange: {endpoint:"
                                + " 'https://sts.example/token', clientId: gateway, clientSecret:"
                                + " x, audience: billing}}}");
        String token = login.token();
        assertThat(call(policy, token)).isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream()).containsEntry("Authorization", "Bearer for-upstream");
        int asked = calls.documents.requests().size();
        call(policy, token);
        assertThat(calls.documents.requests()).hasSize(asked);
        calls.documents.put("https://sts.example/token", 400, "{\"error\": \"invalid_grant\"}");
        Response answer = refused(policy, login.token(Map.of("jti", "another")));
        assertThat(answer.status()).isEqualTo(403);
        calls.documents.remove("https://sts.example/token");
        assertThat(refused(policy, login.token(Map.of("jti", "third"))).status()).isEqualTo(503);
    }

    @Test
    void whereATokenIsOptionalABadOneIsRefusedAllTheSame() {
        Policy policy = calls.policy("requireToken: {optional: true}");
        assertThat(
                        calls.decide(
                                policy,
                                "GET",
                                URL,
                                "X-Consumer-Username",
                                "admin",
                                "X-Application-Name",
                                "root"))
                .isEqualTo(Decision.PROCEED);
        assertThat(calls.upstream())
                .containsEntry("X-Consumer-Username", "-")
                .containsEntry("X-Application-Name", "-");
        assertThat(refused(policy, broken(login.token())).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesSettingsThatContradictEachOther(String settings, String message) {
        assertThatThrownBy(() -> calls.policy("requireToken: " + settings))
                .hasMessageContaining(message);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> mistakes() {
        return Stream.of(
                org.junit.jupiter.params.provider.Arguments.of("{in: []}", "must name header"),
                org.junit.jupiter.params.provider.Arguments.of(
                        "{optional: true, anonymous: guest}", "keep one"),
                org.junit.jupiter.params.provider.Arguments.of(
                        "{optional: true, scopes: [a]}", "optional contradicts"),
                org.junit.jupiter.params.provider.Arguments.of(
                        "{upstream: {token: exchange}}", "exchange goes with"),
                org.junit.jupiter.params.provider.Arguments.of(
                        "{upstream: {replacement: x}}", "replacement goes with"));
    }
}
