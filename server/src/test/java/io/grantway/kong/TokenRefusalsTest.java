package io.grantway.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Body;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.testing.Requests;
import io.grantway.testing.SettingsBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Kong's plugin answers at the token endpoint, word by word.
class TokenRefusalsTest {
    private static final String REDIRECT_TEXT =
            "Invalid redirect_uri that does not match with any redirect_uri created with the"
                    + " application";
    private static final String CLIENT = "client_id=clientid&client_secret=clientid-secret";
    private static final String PROVEN = "&provision_key=provisionkey&authenticated_userid=alice";

    private final KongBench bench = new KongBench();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // which grant
                "CLIENT | unsupported_grant_type | Invalid grant_type",
                "CLIENT&grant_type=x | unsupported_grant_type | Invalid grant_type",
                "CLIENT&grant_type= | unsupported_grant_type | Invalid grant_type",
                "CLIENT&grant_type=implicit | unsupported_grant_type | Invalid grant_type",
                // which client
                "grant_type=password | invalid_client | Invalid client authentication",
                "grant_type=password&client_id=nobody | invalid_client |"
                        + " Invalid client authentication",
                "grant_type=password&client_id=clientid | invalid_client |"
                        + " Invalid client authentication",
                "grant_type=password&client_id=clientid&client_secret=wrong | invalid_client |"
                        + " Invalid client authentication",
                "grant_type=password&client_secret=clientid-secret | invalid_client |"
                        + " Invalid client authentication",
                "grant_type=password&client_id=public&client_secret=x | invalid_request |"
                        + " client_secret is disallowed for public clients",
                // redirect_uri
                "grant_type=password&CLIENT&redirect_uri=https://evil.example/ |"
                        + " invalid_request | REDIRECT_TEXT",
                // the trusted front end
                "grant_type=password&CLIENT | invalid_provision_key | Invalid provision_key",
                "grant_type=password&CLIENT&provision_key=x | invalid_provision_key |"
                        + " Invalid provision_key",
                "grant_type=password&CLIENT&provision_key=provisionkey |"
                        + " invalid_authenticated_userid | Missing authenticated_userid parameter",
                "grant_type=password&CLIENT&provision_key=provisionkey&authenticated_userid=+ |"
                        + " invalid_authenticated_userid | Missing authenticated_userid parameter",
                "grant_type=client_credentials&CLIENT&authenticated_userid=1 |"
                        + " invalid_provision_key | Invalid provision_key",
                "grant_type=client_credentials&CLIENT&authenticated_userid=1&provision_key=x |"
                        + " invalid_provision_key | Invalid provision_key",
                // scope
                "grant_type=password&CLIENT&PROVEN&scope=x | invalid_scope |"
                        + " \"x\" is an invalid scope",
                "grant_type=client_credentials&CLIENT&scope=read+x+y | invalid_scope |"
                        + " \"x\" is an invalid scope",
                "grant_type=client_credentials&CLIENT&scope=read&scope=write | invalid_scope |"
                        + " scope must be a string",
                // code
                "grant_type=authorization_code&CLIENT | invalid_request | Invalid code",
                "grant_type=authorization_code&CLIENT&code=x | invalid_request | Invalid code",
                // refresh
                "grant_type=refresh_token&CLIENT | invalid_request | Invalid refresh_token",
                "grant_type=refresh_token&CLIENT&refresh_token=x | invalid_request |"
                        + " Invalid refresh_token",
                // several mistakes: the last of grant, redirect_uri, client is told
                "grant_type=x&client_id=nobody | invalid_client | Invalid client authentication",
                "grant_type=x&CLIENT&redirect_uri=https://evil.example/ | invalid_request |"
                        + " REDIRECT_TEXT",
                "grant_type=password&client_id=clientid&redirect_uri=https://evil.example/ |"
                        + " invalid_client | Invalid client authentication",
            })
    void refusesWithKongsWords(String form, String error, String description) {
        String sent = form.replace("CLIENT", CLIENT).replace("&PROVEN", PROVEN);

        Response response = bench.send(KongBench.tokenForm(sent));

        assertThat(response.status()).isEqualTo(400);
        assertThat(KongBench.members(response))
                .isEqualTo(
                        Map.of(
                                "error",
                                error,
                                "error_description",
                                description.replace("REDIRECT_TEXT", REDIRECT_TEXT)));
        assertThat(response.headers().first("cache-control")).contains("no-store");
        assertThat(response.headers().first("pragma")).contains("no-cache");
        assertThat(response.headers().contains("WWW-Authenticate")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "authorization_code, authorizationCode",
        "client_credentials, clientCredentials",
        "password, password"
    })
    void refusesAGrantThatIsSwitchedOff(String grant, String field) throws Exception {
        var flag = SettingsBuilder.class.getField(field);
        flag.set(bench.settings, false);

        Response response =
                bench.send(KongBench.tokenForm("grant_type=" + grant + "&" + CLIENT + PROVEN));

        assertThat(KongBench.members(response))
                .containsEntry("error", "unsupported_grant_type")
                .containsEntry("error_description", "Invalid grant_type");
    }

    @ParameterizedTest
    @CsvSource({
        "clientid:wrong",
        "nobody:x",
        "clientid",
        "''",
    })
    void challengesAClientThatUsedTheHeader(String pair) {
        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials", "Authorization", basic(pair)));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().first("WWW-Authenticate"))
                .contains("Basic realm=\"OAuth2.0\"");
        assertThat(KongBench.members(response))
                .isEqualTo(
                        Map.of(
                                "error",
                                "invalid_client",
                                "error_description",
                                "Invalid client authentication"));
    }

    @Test
    void challengesCredentialsThatAreNoBase64() {
        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials", "Authorization", "Basic ä!"));

        assertThat(response.status()).isEqualTo(401);
    }

    @Test
    void takesTheBodysWordBeforeTheHeaders() {
        String right = basic("clientid:clientid-secret");

        Response wrongInBody =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials&client_id=clientid"
                                        + "&client_secret=wrong",
                                "Authorization",
                                right));
        Response rightInBody =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials&" + CLIENT,
                                "Authorization",
                                basic("clientid:wrong")));

        assertThat(wrongInBody.status()).isEqualTo(400);
        assertThat(rightInBody.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"basic", "Basic", "BASIC"})
    void authenticatesByTheHeader(String scheme) {
        String credentials = basic("clientid:clientid-secret").substring("Basic ".length());

        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials",
                                "Authorization",
                                scheme + " " + credentials));

        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void readsTheCredentialsFromTheConfiguredHeader() {
        bench.settings.authHeaderName = "x-credentials";

        Response response =
                bench.send(
                        KongBench.tokenForm(
                                "grant_type=client_credentials",
                                "X-Credentials",
                                basic("clientid:clientid-secret")));

        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void namesTheMandatoryScope() {
        bench.settings.mandatoryScope = true;

        for (String scope : new String[] {"", "&scope=", "&scope=+"}) {
            Response response =
                    bench.send(
                            KongBench.tokenForm("grant_type=client_credentials&" + CLIENT + scope));

            assertThat(KongBench.members(response))
                    .isEqualTo(
                            Map.of(
                                    "error",
                                    "invalid_scope",
                                    "error_description",
                                    "You must specify a scope"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"[\"read\"]", "1", "true", "{}"})
    void takesNoScopeThatIsNotAString(String scope) {
        Response response =
                bench.send(
                        Requests.json(
                                "https://api.example/event/oauth2/token",
                                "{\"grant_type\":\"client_credentials\",\"client_id\":\"clientid\","
                                        + "\"client_secret\":\"clientid-secret\",\"scope\":"
                                        + scope
                                        + "}"));

        assertThat(KongBench.members(response))
                .isEqualTo(
                        Map.of(
                                "error",
                                "invalid_scope",
                                "error_description",
                                "scope must be a string"));
    }

    @Test
    void matchesNoProvisionKeyWhereNoneIsSet() {
        for (String key : new String[] {null, ""}) {
            bench.settings.provisionKey = key;
            for (String sent : new String[] {"", "&provision_key=", "&provision_key=null"}) {
                Response response =
                        bench.send(
                                KongBench.tokenForm(
                                        "grant_type=password&authenticated_userid=alice&"
                                                + CLIENT
                                                + sent));

                assertThat(KongBench.members(response))
                        .containsEntry("error", "invalid_provision_key");
            }
        }
    }

    @Test
    void takesNoUserNameThatWouldBreakAHeader() {
        for (String user : new String[] {"a%0D%0AX-Consumer-ID:+1", "a%00", "a".repeat(1025)}) {
            Response response =
                    bench.send(
                            KongBench.tokenForm(
                                    "grant_type=password&provision_key=provisionkey&"
                                            + CLIENT
                                            + "&authenticated_userid="
                                            + user));

            assertThat(response.status()).isEqualTo(400);
            assertThat(KongBench.members(response))
                    .containsEntry("error", "invalid_authenticated_userid");
        }
    }

    @Test
    void refusesTheWrongMethod() {
        var head = Requests.head("PUT", "https://api.example/event/oauth2/token");

        Response response = bench.send(new Request(head, Body.EMPTY));

        String text = "The HTTP method PUT is invalid for the token endpoint";
        assertThat(response.status()).isEqualTo(405);
        assertThat(KongBench.members(response))
                .isEqualTo(Map.of("error", "invalid_method", "error_description", text));
        assertThat(response.headers().first("WWW-Authenticate"))
                .contains("Bearer error=\"invalid_method\", error_description=\"" + text + "\"");
        assertThat(response.headers().first("Allow")).contains("POST");
    }

    @Test
    void namesTheRealmWithTheWrongMethod() {
        bench.settings.realm = "events";

        Response response = bench.send(Requests.get("https://api.example/event/oauth2/token"));

        assertThat(response.headers().first("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer realm=\"events\", error=\"invalid_method\", ");
    }

    @Test
    void echoesTheStateWithARefusal() {
        Response response = bench.send(KongBench.tokenForm("grant_type=x&state=s1&" + CLIENT));

        assertThat(KongBench.members(response)).containsEntry("state", "s1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{", "[]", "1", "{\"a\":1,\"a\":2}"})
    void refusesABodyThatCannotBeRead(String json) {
        Response response =
                bench.send(Requests.json("https://api.example/event/oauth2/token", json));

        assertThat(response.status()).isEqualTo(400);
        assertThat(KongBench.members(response)).containsEntry("error", "invalid_request");
    }

    @Test
    void refusesAMalformedForm() {
        Response response = bench.send(KongBench.tokenForm("grant_type=%zz"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(KongBench.members(response)).containsEntry("error", "invalid_request");
    }

    @Test
    void saysThatTheStoreIsOutOfReach() {
        bench.tokens.breakDown();

        Response response =
                bench.send(KongBench.tokenForm("grant_type=client_credentials&" + CLIENT));

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers().contains("Retry-After")).isTrue();
        assertThat(KongBench.members(response)).containsEntry("error", "temporarily_unavailable");
    }

    @Test
    void notesTheReasonForTheLogWithoutASecret() {
        bench.send(
                KongBench.tokenForm(
                        "grant_type=password&client_id=clientid&client_secret=planted-secret"));

        assertThat(bench.record.reason()).isEqualTo("client_not_authenticated");
        assertThat(bench.record.explanation())
                .isEqualTo("the secret of client \"clientid\" is wrong");
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
