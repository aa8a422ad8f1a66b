package io.grantway.authserver.endpoint;

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
import io.grantway.authserver.Authentication;
import io.grantway.authserver.AuthorizationRequest;
import io.grantway.authserver.AuthorizationServer;
import io.grantway.authserver.AuthorizationServerConfig;
import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.BuiltInConfig.AccessTokensConfig;
import io.grantway.authserver.BuiltInConfig.Format;
import io.grantway.authserver.BuiltInConfig.OfferedGrant;
import io.grantway.authserver.BuiltInConfig.RefreshTokensConfig;
import io.grantway.authserver.BuiltInConfig.SigningConfig;
import io.grantway.authserver.EndUser;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.ScopeConfig;
import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.Terms;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientType;
import io.grantway.catalog.Consumer;
import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.testing.Documents;
import io.grantway.testing.InMemoryCodeStore;
import io.grantway.testing.InMemoryDeniedTokens;
import io.grantway.testing.InMemorySigningKeyStore;
import io.grantway.testing.InMemoryTokenStore;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What clients and attackers find below an issuer.
class IssuerEndpointsTest {
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CALLBACK = "https://client.example/callback";

    private final TestClock clock = new TestClock();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore(clock);
    private final InMemoryDeniedTokens denied = new InMemoryDeniedTokens(clock);
    private final Consumer partner =
            new Consumer(new UUID(2, 1), "default", "partner", Optional.empty());
    private final Catalog catalog =
            new Catalog(
                    List.of(partner),
                    List.of(
                            client("crm", ClientType.CONFIDENTIAL),
                            client("other", ClientType.CONFIDENTIAL),
                            client("spa", ClientType.PUBLIC)));
    private final AuthorizationServer server =
            new AuthorizationServer(
                    () -> catalog,
                    tokens,
                    new InMemoryCodeStore(tokens, clock),
                    denied,
                    new SecretVerifier(1, 1000),
                    new Documents().keys(clock),
                    _ -> {},
                    new SecureRandom(),
                    clock);

    private Client client(String id, ClientType type) {
        return new Client(
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                id,
                type == ClientType.PUBLIC
                        ? Optional.empty()
                        : Optional.of(Secret.of(id + "-secret")),
                type,
                List.of(CALLBACK),
                id + "-app",
                partner);
    }

    /// One server, as a configuration makes it.
    private final class Served {
        final String issuer;
        final Terms terms;
        final KeyRing keys;
        final IssuerEndpoints endpoints;

        Served(String issuer, Format format) {
            this.issuer = issuer;
            BuiltInConfig config =
                    new BuiltInConfig(
                            URI.create(issuer),
                            List.of(new ScopeConfig("read", null), new ScopeConfig("write", null)),
                            List.of(OfferedGrant.values()),
                            new AccessTokensConfig(format, Duration.ofHours(1), List.of("orders")),
                            new RefreshTokensConfig(Duration.ofDays(30), true),
                            new SigningConfig(
                                    SigningAlgorithm.ES256,
                                    SigningAlgorithm.RS256,
                                    Duration.ofDays(90)));
            keys =
                    KeyRing.open(
                            issuer,
                            EnumSet.of(SigningAlgorithm.ES256, SigningAlgorithm.RS256),
                            new KeySchedule(
                                    Duration.ofDays(90), Duration.ofHours(1), Duration.ofHours(2)),
                            new InMemorySigningKeyStore(),
                            clock,
                            new SecureRandom());
            Issuer told = new Issuer(config, keys);
            UUID id = UUID.nameUUIDFromBytes(issuer.getBytes(StandardCharsets.UTF_8));
            terms = Terms.of("default", id, new AuthorizationServerConfig("local", config), told);
            endpoints =
                    server.issuer(
                            terms,
                            told,
                            _ -> Response.html(200, "page"),
                            (_, name) -> Optional.of(new EndUser(name, Optional.of("Megan Ray"))));
        }

        Response form(String endpoint, String form, String... headers) {
            return endpoints.handle(Requests.form(issuer + endpoint, form, headers));
        }

        JsonNode token(String form, String... headers) {
            Response response = form("/token", form, headers);
            assertThat(response.status()).as(response.body().text()).isEqualTo(200);
            return Json.parse(response.body().text());
        }

        JsonNode introspected(String token) {
            return Json.parse(form("/introspect", "token=" + token, BASIC).body().text());
        }

        /// What a user's consent gives.
        JsonNode consented(String client, String scope) {
            String request =
                    "client_id=%s&response_type=code&scope=%s&nonce=n1&code_challenge=%s&code_challenge_method=S256"
                            .formatted(client, scope, CHALLENGE);
            Checked checked = server.authorizations().check(terms, Parameters.parse(request));
            assertThat(checked).isInstanceOf(Checked.Good.class);
            AuthorizationRequest good = ((Checked.Good) checked).request();
            String back =
                    server.authorizations()
                            .approve(
                                    good,
                                    "megan",
                                    Optional.of(new Authentication(clock.instant())));
            assertThat(back).contains("iss=https%3A%2F%2F");
            String code =
                    Parameters.parse(back.substring(back.indexOf('?') + 1))
                            .first("code")
                            .orElseThrow();
            return token(
                    "grant_type=authorization_code&code=%s&code_verifier=%s&redirect_uri=%s&client_id=%s&client_secret=%s-secret"
                            .formatted(code, VERIFIER, CALLBACK, client, client));
        }
    }

    /// crm:crm-secret
    private static final String[] BASIC = {"Authorization", "Basic Y3JtOmNybS1zZWNyZXQ="};

    private final Served jwt = new Served("https://login.example/auth", Format.JWT);
    private final Served opaque = new Served("https://login.example/opaque", Format.OPAQUE);

    private Served served(Format format) {
        return format == Format.JWT ? jwt : opaque;
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
    void tellsWhoMayAskWhatATokenStandsFor(Format format) {
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
    void tellsNobodyElse(Format format) {
        Served at = served(format);
        String token = text(at.consented("crm", "read"), "access_token");

        assertThat(at.form("/introspect", "token=" + token).status()).isEqualTo(401);
        assertThat(at.form("/introspect", "client_id=spa&token=" + token).status()).isEqualTo(401);
        assertThat(at.form("/introspect", "client_id=crm&client_secret=x&token=" + token).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void endsATokenThatItsClientGivesUp(Format format) {
        Served at = served(format);
        String token = text(at.token("grant_type=client_credentials", BASIC), "access_token");

        assertThat(at.form("/revoke", "token=" + token, BASIC).status()).isEqualTo(200);

        assertThat(at.introspected(token).path("active").asBoolean()).isFalse();
        assertThat(at.form("/revoke", "token=" + token, BASIC).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void endsEverythingOfAnAuthorizationWithItsRefreshToken(Format format) {
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
    void keepsATokenThatAnotherClientWouldGiveUp(Format format) {
        Served at = served(format);
        String token = text(at.token("grant_type=client_credentials", BASIC), "access_token");

        Response refused =
                at.form("/revoke", "client_id=other&client_secret=other-secret&token=" + token);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(at.introspected(token).path("active").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void endsEverythingWhenAUsedRefreshTokenComesAgain(Format format) {
        Served at = served(format);
        JsonNode given = at.consented("crm", "read");
        String used = "grant_type=refresh_token&refresh_token=" + text(given, "refresh_token");
        JsonNode renewed = at.token(used, BASIC);

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
        Served foreign = new Served("https://login.example/third", Format.JWT);

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
