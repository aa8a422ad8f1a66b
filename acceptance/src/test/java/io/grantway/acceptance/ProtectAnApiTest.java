package io.grantway.acceptance;

import static io.grantway.acceptance.SampleClient.TOKEN;
import static io.grantway.acceptance.SampleClient.credentialsAnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Scenario 1, step by step: an API that knows no security, with OAuth 2.0 in front of it.
class ProtectAnApiTest {
    @RegisterExtension static final Scenario SCENARIO = new Scenario("1-protect-an-api");

    private SampleClient app;

    @BeforeEach
    void lookAtTheServer() {
        app = new SampleClient(SCENARIO.server());
    }

    private void opens(Answer token) throws IOException {
        assertThat(token.status()).as(token.toString()).isEqualTo(200);
        assertThat(app.event(token.text("access_token")).toString())
                .isEqualTo("200 " + SampleApi.EVENT);
    }

    @Nested
    class Step1GetAToken {
        private static final String JSON =
                """
                {"client_id":"clientid","client_secret":"clientsecret","grant_type":"password",
                 "provision_key":"provisionkey","authenticated_userid":"1"}\
                """;

        @Test
        void givesATokenForJson() throws Exception {
            Answer answer = app.server().client().json(SCENARIO.at(TOKEN), JSON);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().propertyNames())
                    .containsExactlyInAnyOrder(
                            "refresh_token", "token_type", "access_token", "expires_in");
            assertThat(answer.text("token_type")).isEqualTo("bearer");
            assertThat(answer.json().path("expires_in").asInt()).isEqualTo(7200);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            opens(answer);
        }

        @Test
        void givesATokenForAForm() throws Exception {
            opens(app.passwordGrant());
        }

        @Test
        void givesATokenToAClientThatComesWithBasicAuthentication() throws Exception {
            // clientid:clientsecret
            String basic = "Basic Y2xpZW50aWQ6Y2xpZW50c2VjcmV0";
            opens(
                    app.server()
                            .client()
                            .form(
                                    SCENARIO.at(TOKEN),
                                    java.util.Map.of("grant_type", "client_credentials"),
                                    "Authorization",
                                    basic));
        }

        @Test
        void refusesPlainHttp() throws Exception {
            Answer answer = SCENARIO.client().json(SCENARIO.server().plain(TOKEN), JSON);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("access_denied: You must use HTTPS");
        }

        @Test
        void refusesAWrongSecret() throws Exception {
            Answer answer = app.token("grant_type", "client_credentials", "client_secret", "guess");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("invalid_client: Invalid client authentication");
        }

        @Test
        void refusesAWrongProvisionKey() throws Exception {
            Answer answer = app.passwordGrant();
            assertThat(answer.status()).isEqualTo(200);
            var fields =
                    credentialsAnd(
                            "grant_type",
                            "password",
                            "provision_key",
                            "guess",
                            "authenticated_userid",
                            "1");
            Answer refused = SCENARIO.client().form(SCENARIO.at(TOKEN), fields);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.error()).isEqualTo("invalid_provision_key: Invalid provision_key");
        }
    }

    @Nested
    class Step2CallTheApi {
        @Test
        void letsACallWithATokenThrough() throws Exception {
            opens(app.passwordGrant());
        }

        @Test
        void tellsTheUpstreamWhoCallsAndNeverWhatTheClientForged() throws Exception {
            String token = app.passwordGrant("scope", "read").text("access_token");
            JsonNode seen =
                    SCENARIO.client()
                            .get(
                                    SCENARIO.at("/event/echo"),
                                    "Authorization",
                                    "Bearer " + token,
                                    "X-Consumer-Username",
                                    "root",
                                    "X-Authenticated-UserId",
                                    "0",
                                    "x-authenticated-scope",
                                    "everything",
                                    "X-Consumer-Custom-ID",
                                    "42",
                                    "X-Anonymous-Consumer",
                                    "true")
                            .json()
                            .path("headers");
            assertThat(values(seen, "x-consumer-username")).containsExactly("ClientApp");
            assertThat(values(seen, "x-credential-identifier")).containsExactly("clientid");
            assertThat(values(seen, "x-authenticated-userid")).containsExactly("1");
            assertThat(values(seen, "x-authenticated-scope")).containsExactly("read");
            assertThat(values(seen, "x-consumer-custom-id")).isEmpty();
            assertThat(values(seen, "x-anonymous-consumer")).isEmpty();
        }

        private static List<String> values(JsonNode headers, String name) {
            return headers.path(name).valueStream().map(JsonNode::asString).toList();
        }

        @Test
        void refusesACallWithoutAToken() throws Exception {
            Answer answer = SCENARIO.client().get(SCENARIO.at("/event/1"));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.error()).isEqualTo("invalid_request: The access token is missing");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }

        @Test
        void refusesACallWithAWrongToken() throws Exception {
            Answer answer = app.event("wrong");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.error())
                    .isEqualTo("invalid_token: The access token is invalid or has expired");
            assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }

        @Test
        void leavesTheUpstreamAsItWas() throws Exception {
            Answer direct = SCENARIO.client().get(SCENARIO.upstream("/event/1"));
            assertThat(direct.body()).isEqualTo(SampleApi.EVENT);
        }
    }

    @Nested
    class Step3Refresh {
        @Test
        void givesANewPairAndEndsTheOldOne() throws Exception {
            Answer old = app.passwordGrant();
            Answer renewed = app.refresh(old.text("refresh_token"));
            opens(renewed);
            assertThat(renewed.text("refresh_token"))
                    .isNotEmpty()
                    .isNotEqualTo(old.text("refresh_token"));
            assertThat(app.event(old.text("access_token")).status()).isEqualTo(401);
            Answer again = app.refresh(old.text("refresh_token"));
            assertThat(again.status()).isEqualTo(400);
            assertThat(again.error()).isEqualTo("invalid_request: Invalid refresh_token");
            opens(renewed);
        }
    }

    @Nested
    class Steps4And5ListAndDelete {
        @Test
        void listsTokensWithoutShowingThem() throws Exception {
            Answer token = app.passwordGrant("scope", "read write", "authenticated_userid", "1");
            Answer list = app.listTokens();
            assertThat(list.status()).as(list.toString()).isEqualTo(200);
            JsonNode last = list.json().path("data").valueStream().toList().getLast();
            assertThat(last.propertyNames())
                    .contains(
                            "id",
                            "credential_id",
                            "service_id",
                            "scope",
                            "authenticated_userid",
                            "created_at",
                            "expires_in");
            assertThat(last.path("scope").asString()).isEqualTo("read write");
            assertThat(last.path("authenticated_userid").asString()).isEqualTo("1");
            assertThat(list.body())
                    .doesNotContain(token.text("access_token"), token.text("refresh_token"))
                    .contains("fingerprint");
        }

        @Test
        void refusesTheListWithoutTheAdminToken() throws Exception {
            var uri = SCENARIO.server().admin("/Sample/oauth2_tokens");
            assertThat(SCENARIO.client().get(uri).status()).isEqualTo(401);
            assertThat(SCENARIO.client().get(uri, "Authorization", "Bearer guess").status())
                    .isEqualTo(401);
        }

        @Test
        void endsATokenAtOnceWhenItIsDeleted() throws Exception {
            Answer token = app.passwordGrant();
            opens(token);
            String id = lastId();
            assertThat(app.deleteToken(id).status()).isEqualTo(204);
            Answer refused = app.event(token.text("access_token"));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.error())
                    .isEqualTo("invalid_token: The access token is invalid or has expired");
            assertThat(app.listTokens().body()).doesNotContain(id);
        }

        private String lastId() throws IOException {
            return app.listTokens()
                    .json()
                    .path("data")
                    .valueStream()
                    .toList()
                    .getLast()
                    .path("id")
                    .asString();
        }
    }

    @Nested
    class Step6OtherGrants {
        @Test
        void givesAClientATokenOfItsOwn() throws Exception {
            Answer token = app.token("grant_type", "client_credentials", "scope", "write");
            opens(token);
            assertThat(token.json().has("refresh_token")).isFalse();
        }

        @Test
        void givesATokenForACodeWithItsProofKey() throws Exception {
            Answer authorized =
                    app.authorize(
                            "response_type", "code",
                            "scope", "read",
                            "state", "a b",
                            "code_challenge", Pkce.SAMPLE.challenge(),
                            "code_challenge_method", "S256");
            assertThat(authorized.status()).as(authorized.toString()).isEqualTo(200);
            Redirect back = Redirect.of(authorized.text("redirect_uri"));
            assertThat(back.uri().toString()).startsWith("https://client.example/callback?");
            assertThat(back.query("state")).isEqualTo("a b");
            Answer token = exchange(back.query("code"));
            opens(token);
            assertThat(token.text("refresh_token")).isNotEmpty();
            Answer again = exchange(back.query("code"));
            assertThat(again.status()).isEqualTo(400);
            assertThat(again.error()).isEqualTo("invalid_request: Invalid code");
        }

        private Answer exchange(String code) throws IOException {
            return app.token(
                    "grant_type",
                    "authorization_code",
                    "code",
                    code,
                    "code_verifier",
                    Pkce.SAMPLE.verifier());
        }

        @Test
        void givesATokenAtOnceWhereTheImplicitGrantIsOn() throws Exception {
            Answer authorized = app.authorize("response_type", "token", "state", "s");
            assertThat(authorized.status()).as(authorized.toString()).isEqualTo(200);
            Redirect back = Redirect.of(authorized.text("redirect_uri"));
            assertThat(back.fragment("state")).isEqualTo("s");
            assertThat(back.fragment("token_type")).isEqualTo("bearer");
            assertThat(app.event(back.fragment("access_token")).status()).isEqualTo(200);
        }
    }
}
