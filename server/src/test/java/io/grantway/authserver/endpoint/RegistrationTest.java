package io.grantway.authserver.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.authserver.InitialAccessToken;
import io.grantway.authserver.SecretVerifier;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.Documents;
import io.grantway.testing.InMemoryRegistry;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Clients that register themselves, and those who try to get in that way.
class RegistrationTest {
    private static final String ISSUER = "https://login.example/auth";
    private static final String GIVEN = "an-initial-access-token-in-the-configuration";
    private static final String WEB = "\"redirect_uris\": [\"https://client.example/callback\"]";
    private static final ECKey VOUCHING = key();
    private static final ECKey OTHER_KEY = key();

    private final IssuerFixture fixture = new IssuerFixture();
    private final TestClock clock = fixture.clock;
    private final Documents documents = fixture.documents;
    private final InMemoryRegistry registry = fixture.registry;
    private IssuerEndpoints endpoints = serve("mode: open");

    /// @param settings of `registration`
    private IssuerEndpoints serve(String settings) {
        return fixture.serve(ISSUER, "{registration: {" + settings + "}}").endpoints;
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final String WITH_TOKEN =
            "mode: initialAccessToken, consumer: partners, initialAccessTokens: ["
                    + GIVEN
                    + ", {token: expired-"
                    + GIVEN
                    + ", expiresAt: 2026-03-01T11:59:59Z}]";

    private static String vouched() {
        return "mode: open, requireSoftwareStatement: true, softwareIssuers: [{issuer:"
                + " 'https://directory.example', jwks: "
                + new JWKSet(VOUCHING.toPublicJWK())
                + "}]";
    }

    private Response send(String method, String path, String body, String bearer) {
        String[] headers =
                bearer.isEmpty()
                        ? new String[] {"Content-Type", "application/json"}
                        : new String[] {
                            "Content-Type", "application/json", "Authorization", "Bearer " + bearer
                        };
        return endpoints.handle(
                new Request(Requests.head(method, ISSUER + path, headers), Body.of(body)));
    }

    private Response register(String members) {
        return send("POST", "/register", "{" + members + "}", "");
    }

    private JsonNode registered(String members) {
        Response response = register(members);
        assertThat(response.status()).as(response.body().text()).isEqualTo(201);
        assertThat(response.headers().first("Cache-Control")).contains("no-store");
        return json(response);
    }

    private static JsonNode json(Response response) {
        return Json.parse(response.body().text());
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    private static void assertRefused(Response response, String error, String about) {
        JsonNode json = json(response);
        assertThat(response.status()).isEqualTo(400);
        assertThat(text(json, "error")).as(json.toString()).isEqualTo(error);
        assertThat(text(json, "error_description")).contains(about);
    }

    private Entity application(JsonNode client) {
        return registry.entities()
                .find(EntityKind.APPLICATION, "default", "clientId", text(client, "client_id"))
                .orElseThrow();
    }

    private Response manage(String method, JsonNode client, String body) {
        return send(
                method,
                "/register/" + text(client, "client_id"),
                body,
                text(client, "registration_access_token"));
    }

    @Test
    void registersAClientWithWhatItAsksFor() {
        JsonNode client =
                registered(
                        WEB
                                + """
                                , "client_name": "Shop", "client_name#de": "Laden",
                                "scope": "read", "grant_types": ["authorization_code", "refresh_token"],
                                "contacts": ["it@client.example"], "logo_uri": "https://client.example/logo.png",
                                "tos_uri": "https://client.example/tos", "policy_uri": "https://client.example/policy",
                                "software_id": "shop", "software_version": "1.2",
                                "require_pushed_authorization_requests": true, "nobody_knows": {"this": 1}
                                """);

        assertThat(client.path("client_id").asString()).hasSize(32);
        assertThat(client.path("client_secret").asString()).hasSize(32);
        assertThat(client.path("client_secret_expires_at").asInt(-1)).isZero();
        assertThat(client.path("client_id_issued_at").asLong())
                .isEqualTo(clock.instant().getEpochSecond());
        assertThat(text(client, "registration_client_uri"))
                .isEqualTo(ISSUER + "/register/" + text(client, "client_id"));
        ObjectNode rest = ((ObjectNode) client).deepCopy();
        rest.remove(
                List.of(
                        "client_id",
                        "client_id_issued_at",
                        "client_secret",
                        "client_secret_expires_at",
                        "registration_client_uri",
                        "registration_access_token"));
        assertThat(rest)
                .isEqualTo(
                        Json.parse(
                                "{"
                                        + WEB
                                        + """
                                        , "client_name": "Shop", "client_name#de": "Laden",
                                        "software_id": "shop", "software_version": "1.2",
                                        "logo_uri": "https://client.example/logo.png",
                                        "tos_uri": "https://client.example/tos",
                                        "policy_uri": "https://client.example/policy",
                                        "contacts": ["it@client.example"],
                                        "token_endpoint_auth_method": "client_secret_basic",
                                        "grant_types": ["authorization_code", "refresh_token"],
                                        "response_types": ["code"], "scope": "read",
                                        "require_pushed_authorization_requests": true}
                                        """));
    }

    @Test
    void keepsTheClientAsAnApplicationWithItsSecretsHashed() {
        JsonNode client = registered(WEB + ", \"client_name\": \"Shop\"");

        Entity application = application(client);
        assertThat(application.text("name")).contains("Shop");
        assertThat(application.owner(EntityKind.CONSUMER))
                .contains(
                        registry.entities()
                                .find(
                                        EntityKind.CONSUMER,
                                        "default",
                                        "username",
                                        "registered-clients")
                                .orElseThrow()
                                .id());
        assertThat(application.settings().toString())
                .contains("sha256:")
                .doesNotContain(text(client, "client_secret"))
                .doesNotContain(text(client, "registration_access_token"));
    }

    @Test
    void keepsApplicationsOfOneNameApart() {
        String name = ", \"client_name\": \"Shop\"";
        JsonNode first = registered(WEB + name);
        JsonNode second = registered(WEB + name);

        assertThat(application(first).text("name")).contains("Shop");
        assertThat(application(second).text("name"))
                .contains("Shop " + text(second, "client_id").substring(0, 6));
        assertThat(text(second, "client_name")).isEqualTo("Shop");
    }

    @Test
    void keepsTheSecretOfAMacInClear() {
        JsonNode client =
                registered(WEB + ", \"token_endpoint_auth_method\": \"client_secret_jwt\"");

        assertThat(application(client).text("clientSecret"))
                .contains(text(client, "client_secret"));
    }

    @Test
    void givesWhoeverAsksForNothingTheUsual() {
        JsonNode client = registered(WEB);

        assertThat(text(client, "token_endpoint_auth_method")).isEqualTo("client_secret_basic");
        assertThat(client.path("grant_types").toString()).isEqualTo("[\"authorization_code\"]");
        assertThat(client.path("response_types").toString()).isEqualTo("[\"code\"]");
        assertThat(text(client, "scope").split(" ", -1))
                .containsExactlyInAnyOrder("openid", "profile", "read", "write");
    }

    @Test
    void givesAPublicClientNoSecret() {
        JsonNode client = registered(WEB + ", \"token_endpoint_auth_method\": \"none\"");

        assertThat(client.has("client_secret")).isFalse();
        assertThat(application(client).text("clientType")).contains("public");
    }

    @Test
    void tellsOfItselfInTheMetadataOnlyWhereItIsOn() {
        assertThat(metadata().path("registration_endpoint").asString(""))
                .isEqualTo(ISSUER + "/register");
        endpoints = serve("mode: closed");

        assertThat(metadata().has("registration_endpoint")).isFalse();
        assertThat(endpoints.owns("/auth/register")).isFalse();
        assertThat(endpoints.owns("/auth/register/client")).isFalse();
    }

    private JsonNode metadata() {
        return json(endpoints.handle(Requests.get(ISSUER + "/.well-known/openid-configuration")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.example/cb?tenant=1",
                "http://127.0.0.1/cb",
                "http://localhost:3000/cb",
                "http://[::1]:8080/cb",
                "com.example.app:/cb",
                "com.example.app://cb"
            })
    void takesRedirectUrisThatOnlyTheClientReceives(String uri) {
        registered("\"redirect_uris\": [\"" + uri + "\"]");
        registered("\"application_type\": \"native\", \"redirect_uris\": [\"" + uri + "\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://client.example/cb",
                "https://client.example/cb#x",
                "https://user@client.example/cb",
                "https://*.client.example/cb",
                "https:///cb",
                "https:cb",
                "/cb",
                "cb",
                "",
                "javascript:alert(1)",
                "data:text/html,x",
                "myapp:/cb",
                "file:///etc/passwd",
                "http://127.0.0.1.evil.example/cb",
                "http://localhost.evil.example/cb",
                "https://client.example/ cb"
            })
    void refusesRedirectUrisThatOthersMayReceive(String uri) {
        assertRefused(
                register("\"redirect_uris\": [\"" + uri + "\"]"),
                "invalid_redirect_uri",
                "redirect_uris");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/cb", "com.example.app:/cb"})
    void refusesAWebClientWhatOnlyNativeOnesHave(String uri) {
        assertRefused(
                register("\"application_type\": \"web\", \"redirect_uris\": [\"" + uri + "\"]"),
                "invalid_redirect_uri",
                "native");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"redirect_uris\": \"https://client.example/cb\" | redirect_uris",
                "\"redirect_uris\": [1] | redirect_uris",
                "\"grant_types\": [\"implicit\"] | grant_types",
                "\"grant_types\": [\"client_credentials\"] | grant_types",
                "\"response_types\": [\"token\"] | response_types",
                "\"response_types\": [] | response_types",
                "\"token_endpoint_auth_method\": \"magic\" | token_endpoint_auth_method",
                "\"token_endpoint_auth_method\": 1 | token_endpoint_auth_method",
                "\"token_endpoint_auth_method\": \"private_key_jwt\" | jwks_uri",
                "\"token_endpoint_auth_method\": \"tls_client_auth\" | tls_client_auth_subject_dn",
                "\"tls_client_auth_san_dns\": \"a.example\" | tls_client_auth_subject_dn",
                "\"token_endpoint_auth_method\": \"tls_client_auth\", \"tls_client_auth_san_dns\":"
                        + " \"a.example\", \"tls_client_auth_san_uri\": \"b:c\" | just one",
                "\"jwks\": {\"keys\": []} | jwks",
                "\"jwks\": {\"keys\": [{\"kty\": \"RSA\", \"d\": \"AA\"}]} | private key",
                "\"jwks\": \"https://client.example\" | jwks",
                "\"jwks_uri\": \"file:///etc/passwd\" | jwks_uri",
                "\"jwks_uri\": \"https://u:p@client.example/\" | jwks_uri",
                "\"scope\": \"read admin\" | scope",
                "\"scope\": [\"read\"] | scope",
                "\"client_name\": \"a\\u0000b\" | client_name",
                "\"client_name\": {} | client_name",
                "\"logo_uri\": \"javascript:alert(1)\" | logo_uri",
                "\"policy_uri#de\": \"data:text/html,x\" | policy_uri#de",
                "\"contacts\": \"it@client.example\" | contacts",
                "\"application_type\": \"browser\" | application_type",
                "\"subject_type\": \"pairwise\" | subject_type",
                "\"id_token_signed_response_alg\": \"none\" | id_token_signed_response_alg",
                "\"id_token_encrypted_response_alg\": \"RSA-OAEP\" |"
                        + " id_token_encrypted_response_alg",
                "\"require_pushed_authorization_requests\": \"yes\" |"
                        + " require_pushed_authorization_requests",
                "\"require_signed_request_object\": true | require_signed_request_object",
                "\"request_object_signing_alg\": \"none\" | request_object_signing_alg",
                "\"request_object_signing_alg\": \"HS256\" | request_object_signing_alg",
                "\"dpop_bound_access_tokens\": 1 | dpop_bound_access_tokens",
                "\"dpop_bound_access_tokens\": true,"
                    + " \"tls_client_certificate_bound_access_tokens\": true | exclude each other",
                "\"post_logout_redirect_uris\": [\"http://client.example/\"] |"
                        + " post_logout_redirect_uris",
                "\"post_logout_redirect_uris\": [\"javascript:alert(1)\"] |"
                        + " post_logout_redirect_uris",
                "\"backchannel_logout_uri\": \"file:///etc/passwd\" | backchannel_logout_uri",
                "\"backchannel_logout_uri\": \"https://u:p@client.example/\" |"
                        + " backchannel_logout_uri",
                "\"backchannel_logout_uri\": \"https://client.example/#x\" | no fragment",
                "\"backchannel_logout_session_required\": \"no\" |"
                        + " backchannel_logout_session_required",
                "\"authorization_details_types\": [\"payment\"] | authorization_details_types",
                "\"default_max_age\": -1 | default_max_age",
                "\"default_max_age\": \"60\" | default_max_age",
                "\"default_acr_values\": \"2\" | default_acr_values",
                "\"sector_identifier_uri\": \"http://client.example/list\" | sector_identifier_uri"
            })
    void namesTheMemberThatIsWrong(String members, String about) {
        String redirects = members.startsWith("\"redirect_uris\"") ? "" : WEB + ", ";

        assertRefused(register(redirects + members), "invalid_client_metadata", about);
        assertThat(registry.entities().size()).isZero();
    }

    @Test
    void refusesAPublicClientThatWantsTokensWithoutAUser() {
        endpoints = serve(WITH_TOKEN);
        assertRefused(
                send(
                        "POST",
                        "/register",
                        "{\"grant_types\": [\"client_credentials\"],"
                                + " \"token_endpoint_auth_method\": \"none\"}",
                        GIVEN),
                "invalid_client_metadata",
                "grant_types");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"a\": 1, \"a\": 2}", "redirect_uris=x"})
    void refusesWhatIsNoJsonObject(String body) {
        assertRefused(send("POST", "/register", body, ""), "invalid_client_metadata", "JSON");
    }

    @Test
    void refusesAForm() {
        assertRefused(
                endpoints.handle(Requests.form(ISSUER + "/register", "client_name=a")),
                "invalid_client_metadata",
                "application/json");
    }

    @Test
    void answersOtherMethodsAsHttpSays() {
        for (String path : List.of("/register", "/register/some")) {
            assertThat(
                            org.assertj.core.api.Assertions.catchThrowableOfType(
                                            Problem.class, () -> send("PATCH", path, "", ""))
                                    .status())
                    .isEqualTo(405);
        }
    }

    @Test
    void refusesPlainHttp() {
        Response response =
                endpoints.handle(
                        new Request(
                                Requests.head(
                                        "POST",
                                        "http://login.example/auth/register",
                                        "Content-Type",
                                        "application/json"),
                                Body.of("{" + WEB + "}")));

        assertRefused(response, "invalid_request", "HTTPS");
    }

    @Test
    void letsOnlyHoldersOfAnInitialAccessTokenIn() {
        endpoints = serve(WITH_TOKEN);

        Response without = register(WEB);
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.headers().first("WWW-Authenticate").orElseThrow()).startsWith("Bearer ");
        for (String wrong : List.of("wrong", "expired-" + GIVEN)) {
            assertThat(send("POST", "/register", "{" + WEB + "}", wrong).status()).isEqualTo(401);
        }
        Response machine =
                send(
                        "POST",
                        "/register",
                        "{\"grant_types\": [\"client_credentials\"], \"scope\": \"read\"}",
                        GIVEN);
        assertThat(machine.status()).isEqualTo(201);
        assertThat(registry.entities().find(EntityKind.CONSUMER, "default", "username", "partners"))
                .isPresent();
    }

    @Test
    void countsTheUsesOfATokenThatWasMadeHere() {
        endpoints = serve(WITH_TOKEN);
        give("twice", "local", 60, OptionalInt.of(2));
        give("late", "local", -1, OptionalInt.empty());
        give("elsewhere", "other", 60, OptionalInt.empty());

        // A refusal uses nothing up.
        assertThat(send("POST", "/register", "{}", "twice").status()).isEqualTo(400);
        for (int status : new int[] {201, 201, 401}) {
            assertThat(send("POST", "/register", "{" + WEB + "}", "twice").status())
                    .isEqualTo(status);
        }
        assertThat(send("POST", "/register", "{" + WEB + "}", "late").status()).isEqualTo(401);
        assertThat(send("POST", "/register", "{" + WEB + "}", "elsewhere").status()).isEqualTo(401);
    }

    private void give(String token, String server, int seconds, OptionalInt uses) {
        fixture.initialTokens.create(
                new InitialAccessToken(
                        UUID.nameUUIDFromBytes(TokenHash.of(token).bytes()),
                        "default",
                        server,
                        TokenHash.of(token),
                        clock.instant(),
                        Optional.of(clock.instant().plusSeconds(seconds)),
                        uses));
    }

    @Test
    void letsOneAddressRegisterOnlySoOftenInAnHour() {
        for (int i = 0; i < 20; i++) {
            registered(WEB);
        }
        Response more = register(WEB);
        assertThat(more.status()).isEqualTo(429);
        assertThat(more.headers().first("Retry-After")).contains("3600");
        clock.forward(Duration.ofHours(1));

        registered(WEB);
    }

    @Test
    void keepsNoMoreClientsThanThereMayBeAndForgetsThoseWhoNeverCame() {
        endpoints = serve("mode: open, mostClients: 2");
        JsonNode first = registered(WEB);
        JsonNode second = registered(WEB);
        assertThat(register(WEB).status()).isEqualTo(429);
        registry.change(draft -> {
            Entity used = application(second);
            ObjectNode settings = used.settings().deepCopy();
            ((ObjectNode) settings.path("registration")).put("used", true);
            return draft.put(
                    used.with(
                            used.owners(),
                            settings,
                            used.tags(),
                            true,
                            used.extras(),
                            clock.instant()));
        });
        clock.forward(Duration.ofDays(8));

        registered(WEB);
        assertThat(manage("GET", first, "").status()).isEqualTo(401);
        assertThat(manage("GET", second, "").status()).isEqualTo(200);
        assertThat(register(WEB).status()).isEqualTo(429);
    }

    @Test
    void showsAClientToItselfOnly() {
        JsonNode client = registered(WEB);
        JsonNode other = registered(WEB);

        JsonNode shown = json(manage("GET", client, ""));
        assertThat(text(shown, "client_id")).isEqualTo(text(client, "client_id"));
        assertThat(text(shown, "registration_access_token"))
                .isEqualTo(text(client, "registration_access_token"));
        assertThat(shown.has("client_secret")).isFalse();
        String path = "/register/" + text(client, "client_id");
        for (String wrong : List.of("", "wrong", text(other, "registration_access_token"), GIVEN)) {
            assertThat(send("GET", path, "", wrong).status()).isEqualTo(401);
        }
        Response unknown =
                send("GET", "/register/nobody", "", text(client, "registration_access_token"));
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body().text())
                .as("one that is not there looks like a wrong token")
                .isEqualTo(send("GET", path, "", "wrong").body().text());
    }

    @Test
    void putsOtherMetadataInPlaceAndANewTokenWithThem() {
        JsonNode client = registered(WEB + ", \"client_name\": \"Shop\", \"scope\": \"read\"");
        String body =
                "{\"client_id\": \""
                        + text(client, "client_id")
                        + "\", \"client_secret\": \""
                        + text(client, "client_secret")
                        + "\", \"redirect_uris\": [\"https://client.example/other\"], \"scope\":"
                        + " \"write\"}";

        Response response = manage("PUT", client, body);

        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        JsonNode changed = json(response);
        assertThat(text(changed, "scope")).isEqualTo("write");
        assertThat(changed.has("client_name")).as("left out is taken away").isFalse();
        assertThat(changed.has("client_secret")).as("the secret stays").isFalse();
        assertThat(application(client).text("clientSecret"))
                .contains(SecretVerifier.ofGenerated(text(client, "client_secret")));
        assertThat(text(changed, "registration_access_token"))
                .isNotEqualTo(text(client, "registration_access_token"));
        assertThat(manage("GET", client, "").status()).isEqualTo(401);
        assertThat(manage("GET", changed, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | false | false",
                "client_secret_post | true | false",
                "client_secret_jwt | true | true",
            })
    void keepsASecretOnlyWhereItStillServes(String method, boolean secret, boolean shown) {
        JsonNode client = registered(WEB);
        String body =
                "{\"client_id\": \"%s\", %s, \"token_endpoint_auth_method\": \"%s\"}"
                        .formatted(text(client, "client_id"), WEB, method);

        JsonNode changed = json(manage("PUT", client, body));

        assertThat(application(client).text("clientSecret").isPresent()).isEqualTo(secret);
        assertThat(changed.has("client_secret")).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"client_id\": \"other\" | client_id",
                "\"client_name\": \"no id\" | client_id",
                "\"client_id\": \"ID\", \"client_secret\": \"chosen\" | client_secret",
                "\"client_id\": \"ID\", \"scope\": \"admin\" | scope",
            })
    void changesNothingWhereAnUpdateIsWrong(String members, String about) {
        JsonNode client = registered(WEB);
        String body = "{" + members.replace("ID", text(client, "client_id")) + ", " + WEB + "}";

        assertRefused(manage("PUT", client, body), "invalid_client_metadata", about);
        assertThat(manage("GET", client, "").status()).isEqualTo(200);
    }

    @Test
    void showsWhatAnAdministratorHasChanged() {
        JsonNode client = registered(WEB + ", \"scope\": \"read write\"");
        registry.change(draft -> {
            Entity now = application(client);
            ObjectNode settings = now.settings().deepCopy();
            ((ObjectNode) settings.path("metadata")).putArray("scopes").add("read");
            return draft.put(
                    now.with(
                            now.owners(),
                            settings,
                            now.tags(),
                            true,
                            now.extras(),
                            clock.instant()));
        });

        assertThat(text(json(manage("GET", client, "")), "scope")).isEqualTo("read");
    }

    @Test
    void letsAClientGo() {
        JsonNode client = registered(WEB);

        assertThat(manage("DELETE", client, "").status()).isEqualTo(204);
        assertThat(manage("GET", client, "").status()).isEqualTo(401);
        assertThat(manage("DELETE", client, "").status()).isEqualTo(401);
        assertThat(registry.entities().of(EntityKind.APPLICATION, "default")).isEmpty();
    }

    @Test
    void looksTheRedirectUrisUpInTheSectorsDocument() {
        String sector = ", \"sector_identifier_uri\": \"https://sector.example/list\"";
        assertRefused(register(WEB + sector), "invalid_client_metadata", "sector_identifier_uri");
        documents.put("https://sector.example/list", "[\"https://client.example/other\"]");
        assertRefused(register(WEB + sector), "invalid_client_metadata", "does not list");
        documents.put("https://sector.example/list", "{}");
        assertRefused(register(WEB + sector), "invalid_client_metadata", "JSON list");
        documents.put("https://sector.example/list", "[\"https://client.example/callback\"]");

        assertThat(text(registered(WEB + sector), "sector_identifier_uri"))
                .isEqualTo("https://sector.example/list");
    }

    private String statement(ECKey key, String issuer, long seconds) throws Exception {
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader(JWSAlgorithm.ES256),
                        new JWTClaimsSet.Builder()
                                .issuer(issuer)
                                .expirationTime(Date.from(clock.instant().plusSeconds(seconds)))
                                .claim("software_id", "vouched")
                                .claim("scope", "read")
                                .build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    @Test
    void believesThoseWhoVouchForSoftwareMoreThanTheClient() throws Exception {
        endpoints = serve(vouched());
        String statement = statement(VOUCHING, "https://directory.example", 60);

        JsonNode client =
                registered(
                        WEB
                                + ", \"scope\": \"write\", \"software_id\": \"mine\","
                                + " \"software_statement\": \""
                                + statement
                                + "\"");

        assertThat(text(client, "software_id")).isEqualTo("vouched");
        assertThat(text(client, "scope")).isEqualTo("read");
        assertThat(text(client, "software_statement")).isEqualTo(statement);
        assertThat(client.has("iss")).isFalse();
    }

    @Test
    void refusesStatementsThatDoNotCount() throws Exception {
        endpoints = serve(vouched());

        assertRefused(register(WEB), "invalid_software_statement", "needed");
        for (String bad :
                List.of(
                        "nonsense",
                        statement(OTHER_KEY, "https://directory.example", 60),
                        statement(VOUCHING, "https://directory.example", -60))) {
            assertRefused(
                    register(WEB + ", \"software_statement\": \"" + bad + "\""),
                    "invalid_software_statement",
                    "software_statement");
        }
        assertRefused(
                register(
                        WEB
                                + ", \"software_statement\": \""
                                + statement(VOUCHING, "https://stranger.example", 60)
                                + "\""),
                "unapproved_software_statement",
                "iss");
    }
}
