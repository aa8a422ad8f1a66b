package io.grantway.authserver.endpoint;

import static io.grantway.testing.IssuerFixture.CHALLENGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.authserver.AuthorizationServer;
import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenFormat;
import io.grantway.testing.InMemoryTokenStore;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.IssuerFixture.Served;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What clients and attackers find below an issuer.
class IssuerEndpointsTest {
    private static final String[] BASIC = IssuerFixture.basic("crm");

    private final IssuerFixture fixture = new IssuerFixture();
    private final TestClock clock = fixture.clock;
    private final InMemoryTokenStore tokens = fixture.tokens;
    private final AuthorizationServer server = fixture.server;

    private final Served jwt = fixture.serve("https://login.example/auth", "{}");
    private final Served opaque =
            fixture.serve("https://login.example/opaque", "{accessTokens: {format: opaque}}");

    private Served served(TokenFormat format) {
        return format == TokenFormat.JWT ? jwt : opaque;
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    @Test
    void signsAccessTokensThatOthersCanVerify() throws Exception {
        SignedJWT token =
                SignedJWT.parse(
                        text(
                                jwt.token("grant_type=client_credentials&scope=read", BASIC),
                                "access_token"));
        JWKSet keys = JWKSet.parse(Json.write(jwt.keys.jwks()));
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID());

        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(
                        token.verify(
                                new DefaultJWSVerifierFactory()
                                        .createJWSVerifier(
                                                token.getHeader(),
                                                ((AsymmetricJWK) key).toPublicKey())))
                .isTrue();
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(jwt.issuer);
        assertThat(claims.getAudience()).containsExactly("orders");
        assertThat(claims.getSubject()).isEqualTo("crm");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("crm");
        assertThat(claims.getStringClaim("scope")).isEqualTo("read");
        assertThat(Duration.between(clock.instant(), claims.getExpirationTime().toInstant()))
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void keepsNothingOfATokenThatProvesItself() {
        jwt.token("grant_type=client_credentials", BASIC);

        assertThat(tokens.list("default", Optional.empty(), 10)).isEmpty();
    }

    @Test
    void tellsInTheIdTokenWhoLoggedInAndWhen() throws Exception {
        SignedJWT token = SignedJWT.parse(text(jwt.consented("crm", "openid+read"), "id_token"));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("megan");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("crm");
        assertThat(token.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n1");
        assertThat(token.getJWTClaimsSet().getDateClaim("auth_time")).isNotNull();
    }

    @Test
    void givesNoIdTokenWithoutTheScopeOpenid() {
        assertThat(jwt.consented("crm", "read").has("id_token")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhoMayAskWhatATokenStandsFor(TokenFormat format) {
        Served at = served(format);
        JsonNode given = at.consented("crm", "openid+read");

        JsonNode access = at.introspected(text(given, "access_token"));
        assertThat(access.path("active").asBoolean()).isTrue();
        assertThat(text(access, "username")).isEqualTo("megan");
        assertThat(text(access, "scope")).isEqualTo("openid read");
        assertThat(text(access, "aud")).isEqualTo("orders");
        JsonNode refresh = at.introspected(text(given, "refresh_token"));
        assertThat(text(refresh, "token_type")).isEqualTo("refresh_token");
        assertThat(Json.write(at.introspected("nonsense"))).isEqualTo("{\"active\":false}");
    }

    @ParameterizedTest
    @EnumSource
    void tellsNobodyElse(TokenFormat format) {
        Served at = served(format);
        String token = text(at.consented("crm", "read"), "access_token");

        assertThat(at.form("/introspect", "token=" + token).status()).isEqualTo(401);
        assertThat(at.form("/introspect", "client_id=spa&token=" + token).status()).isEqualTo(401);
        assertThat(at.form("/introspect", "client_id=crm&client_secret=x&token=" + token).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void endsATokenThatItsClientGivesUp(TokenFormat format) {
        Served at = served(format);
        String token = text(at.token("grant_type=client_credentials", BASIC), "access_token");

        assertThat(at.form("/revoke", "token=" + token, BASIC).status()).isEqualTo(200);

        assertThat(at.introspected(token).path("active").asBoolean()).isFalse();
        assertThat(at.form("/revoke", "token=" + token, BASIC).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void endsEverythingOfAnAuthorizationWithItsRefreshToken(TokenFormat format) {
        Served at = served(format);
        JsonNode given = at.consented("crm", "openid+read");

        at.form("/revoke", "token=" + text(given, "refresh_token"), BASIC);

        assertThat(at.introspected(text(given, "access_token")).path("active").asBoolean())
                .isFalse();
        assertThat(
                        at.form(
                                        "/token",
                                        "grant_type=refresh_token&refresh_token="
                                                + text(given, "refresh_token"),
                                        BASIC)
                                .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    void keepsATokenThatAnotherClientWouldGiveUp(TokenFormat format) {
        Served at = served(format);
        String token = text(at.token("grant_type=client_credentials", BASIC), "access_token");

        Response refused =
                at.form("/revoke", "client_id=other&client_secret=other-secret&token=" + token);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(at.introspected(token).path("active").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void endsEverythingWhenAUsedRefreshTokenComesAgain(TokenFormat format) {
        Served at = served(format);
        JsonNode given = at.consented("crm", "read");
        String used = "grant_type=refresh_token&refresh_token=" + text(given, "refresh_token");
        JsonNode renewed = at.token(used, BASIC);
        clock.forward(Duration.ofSeconds(10));

        assertThat(at.form("/token", used, BASIC).status()).isEqualTo(400);

        assertThat(at.introspected(text(renewed, "access_token")).path("active").asBoolean())
                .isFalse();
        assertThat(at.introspected(text(renewed, "refresh_token")).path("active").asBoolean())
                .isFalse();
    }

    @Test
    void takesNoTokenOfAnotherIssuer() {
        String ours = text(jwt.token("grant_type=client_credentials", BASIC), "access_token");
        String others = text(opaque.token("grant_type=client_credentials", BASIC), "access_token");
        Served foreign = fixture.serve("https://login.example/third", "{}");

        assertThat(opaque.introspected(ours).path("active").asBoolean()).isFalse();
        assertThat(jwt.introspected(others).path("active").asBoolean()).isFalse();
        assertThat(foreign.introspected(ours).path("active").asBoolean()).isFalse();
    }

    @Test
    void takesNoForgedToken() throws Exception {
        SignedJWT good =
                SignedJWT.parse(
                        text(jwt.token("grant_type=client_credentials", BASIC), "access_token"));
        JWTClaimsSet claims = good.getJWTClaimsSet();
        List<String> forged = new ArrayList<>();
        forged.add(new PlainJWT(claims).serialize());
        SignedJWT hmac =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(good.getHeader().getType())
                                .build(),
                        claims);
        hmac.sign(new MACSigner(Json.write(jwt.keys.jwks()).getBytes(StandardCharsets.UTF_8)));
        forged.add(hmac.serialize());
        String[] parts = good.serialize().split("\\.", -1);
        forged.add(parts[0] + "." + parts[1] + ".");
        forged.add(
                parts[0]
                        + "."
                        + parts[1]
                        + "."
                        + parts[2].replace(
                                parts[2].charAt(3), parts[2].charAt(3) == 'A' ? 'B' : 'A'));

        assertThat(forged)
                .allSatisfy(token ->
                        assertThat(jwt.introspected(token).path("active").asBoolean()).isFalse());
    }

    @Test
    void takesNoIdTokenForAnAccessToken() {
        String idToken = text(jwt.consented("crm", "openid"), "id_token");

        assertThat(jwt.introspected(idToken).path("active").asBoolean()).isFalse();
    }

    @Test
    void takesNoTokenAfterItsTime() {
        String token = text(jwt.token("grant_type=client_credentials", BASIC), "access_token");

        clock.forward(Duration.ofMinutes(61));

        assertThat(jwt.introspected(token).path("active").asBoolean()).isFalse();
    }

    @Test
    void givesNoTokenToWhoeverKnowsAPublicClientsName() {
        Response refused = jwt.form("/token", "grant_type=client_credentials&client_id=spa");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().text()).contains("unauthorized_client");
    }

    private Response userinfo(Served at, String... headers) {
        return at.endpoints.handle(Requests.get(at.issuer + "/userinfo", headers));
    }

    @Test
    void tellsAnAppWhoItsUserIsAsFarAsTheScopesGo() {
        String full = text(jwt.consented("crm", "openid+profile"), "access_token");
        String bare = text(jwt.consented("crm", "openid"), "access_token");

        assertThat(userinfo(jwt, "Authorization", "Bearer " + full).body().text())
                .isEqualTo(
                        "{\"sub\":\"megan\",\"preferred_username\":\"megan\",\"name\":\"Megan"
                                + " Ray\"}");
        assertThat(userinfo(jwt, "Authorization", "Bearer " + bare).body().text())
                .isEqualTo("{\"sub\":\"megan\"}");
    }

    @Test
    void tellsNothingOfUsersToMachines() {
        String machine =
                text(
                        jwt.token("grant_type=client_credentials&scope=openid", BASIC),
                        "access_token");
        String unasked = text(jwt.consented("crm", "read"), "access_token");

        assertThat(userinfo(jwt, "Authorization", "Bearer " + machine).status()).isEqualTo(401);
        assertThat(userinfo(jwt, "Authorization", "Bearer " + unasked).status()).isEqualTo(403);
        assertThat(userinfo(jwt).headers().first("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void takesAPushedRequestFromItsClientAlone() {
        String request =
                "client_id=crm&response_type=code&scope=read&code_challenge=%s&code_challenge_method=S256"
                        .formatted(CHALLENGE);
        Response pushed = jwt.form("/par", request, BASIC);
        assertThat(pushed.status()).isEqualTo(201);
        String uri = text(Json.parse(pushed.body().text()), "request_uri");

        assertThat(check("crm", uri)).isInstanceOf(Checked.Good.class);
        assertThat(check("other", uri)).isInstanceOf(Checked.TellUser.class);
        assertThat(server.authorizations().check(opaque.terms, asked("crm", uri)))
                .isInstanceOf(Checked.TellUser.class);
        clock.forward(Duration.ofMinutes(11));
        assertThat(check("crm", uri)).isInstanceOf(Checked.TellUser.class);
    }

    private Checked check(String client, String requestUri) {
        return server.authorizations().check(jwt.terms, asked(client, requestUri));
    }

    private static Parameters asked(String client, String requestUri) {
        return Parameters.parse(
                "client_id=" + client + "&request_uri=" + requestUri.replace(":", "%3A"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=crm&response_type=code&scope=read",
                "client_id=crm&response_type=code&scope=nonsense&code_challenge=x",
                "client_id=other&response_type=code",
                "client_id=crm&response_type=code&request_uri=urn%3Ax",
                "client_id=crm&response_type=code&redirect_uri=https%3A%2F%2Fevil.example",
                "",
            })
    void refusesAPushedRequestThatItWouldNotTakeFromABrowser(String request) {
        assertThat(jwt.form("/par", request, BASIC).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/introspect", "/revoke", "/par"})
    void takesNoSecretsOverPlainHttpOrInAddresses(String endpoint) {
        String form =
                "grant_type=client_credentials&token=x&client_id=crm&client_secret=crm-secret";
        Response plain =
                jwt.endpoints.handle(Requests.form("http://login.example/auth" + endpoint, form));
        Response inAddress =
                jwt.endpoints.handle(Requests.form(jwt.issuer + endpoint + "?" + form, form));
        Response read = jwt.endpoints.handle(Requests.get(jwt.issuer + endpoint + "?" + form));

        assertThat(plain.status()).isEqualTo(400);
        assertThat(inAddress.status()).isEqualTo(400);
        assertThat(read.status()).isEqualTo(405);
    }

    @Test
    void tellsInItsMetadataWhatIsSwitchedOn() {
        Response response =
                jwt.endpoints.handle(
                        Requests.get(jwt.issuer + "/.well-known/openid-configuration"));
        ObjectNode told = (ObjectNode) Json.parse(response.body().text());

        assertThat(text(told, "issuer")).isEqualTo(jwt.issuer);
        assertThat(text(told, "token_endpoint")).isEqualTo(jwt.issuer + "/token");
        assertThat(told.path("grant_types_supported").toString())
                .isEqualTo("[\"authorization_code\",\"client_credentials\",\"refresh_token\"]");
        assertThat(told.path("scopes_supported").toString())
                .isEqualTo("[\"openid\",\"profile\",\"read\",\"write\"]");
        assertThat(response.headers().first("Access-Control-Allow-Origin")).contains("*");
        for (String name : List.of("token", "introspection", "revocation", "userinfo")) {
            String path = URI.create(text(told, name + "_endpoint")).getPath();
            assertThat(jwt.endpoints.owns(path)).as(path).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/.well-known/openid-configuration",
                "/auth/.well-known/oauth-authorization-server",
                "/.well-known/oauth-authorization-server/auth",
                "/.well-known/openid-configuration/auth"
            })
    void hasItsMetadataInEveryPlaceThatRfc8414Names(String path) {
        Response response = jwt.endpoints.handle(Requests.get("https://login.example" + path));

        assertThat(text(Json.parse(response.body().text()), "issuer")).isEqualTo(jwt.issuer);
        assertThat(jwt.endpoints.owns(path)).isTrue();
    }

    @Test
    void leavesWhatIsNotItsOwnToTheApis() {
        assertThat(List.of("/authority", "/auth/other", "/auth", "/", "/opaque/token"))
                .noneMatch(jwt.endpoints::owns);
    }

    @Test
    void letsPagesOfEveryOriginAskForTokens() {
        Response response =
                jwt.endpoints.handle(
                        new Request(Requests.head("OPTIONS", jwt.issuer + "/token"), Body.EMPTY));

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().first("Access-Control-Allow-Origin")).contains("*");
        assertThat(response.headers().first("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void readsItsKeysOnly() {
        assertThatThrownBy(
                        () -> jwt.endpoints.handle(Requests.form(jwt.issuer + "/jwks", "keys=x")))
                .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.status()).isEqualTo(405));
    }
}
