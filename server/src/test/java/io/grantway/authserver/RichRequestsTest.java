package io.grantway.authserver;

import static io.grantway.testing.PagesFixture.PASSWORD;
import static io.grantway.testing.PagesFixture.error;
import static io.grantway.testing.PagesFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestBrowser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Authorization details (RFC 9396) from the request over the user's consent to the token.
class RichRequestsTest {
    private static final String TYPES =
            """
            grants: [authorization_code, refresh_token, client_credentials, device_code],
            authorizationDetails: [
              {type: payment, description: Pay from your account, actions: [initiate, status],
               locations: ['https://bank.example/pay'], identifier: true,
               members: [{name: instructedAmount, label: Amount, kind: object, required: true},
                         {name: creditorName, label: To}, {name: urgent, kind: flag},
                         {name: speed, values: [slow, fast]}, {name: times, kind: number},
                         {name: tags, kind: texts}]},
              {type: balance, actions: [read]}]
            """;

    private static final String PAYMENT =
            "{\"type\":\"payment\",\"actions\":[\"initiate\",\"status\"],\"instructedAmount\":"
                    + "{\"currency\":\"EUR\",\"amount\":\"123.50\"},\"creditorName\":\"Merchant\"}";
    private static final String BALANCE = "{\"type\":\"balance\",\"actions\":[\"read\"]}";

    private final PagesFixture server =
            new PagesFixture(
                    TYPES,
                    client("reader", "authorizationDetailsTypes: [balance]"),
                    client("payer", "authorizationDetailsTypes: [payment]"));
    private final TestBrowser browser = server.browser();

    private static String client(String id, String metadata) {
        return "{name: %s, clientId: %s, clientSecret: %s-secret, redirectUris: ['%s'], metadata: {%s}}"
                .formatted(id, id, id, PagesFixture.CALLBACK, metadata);
    }

    private static String list(String... details) {
        return "[" + String.join(",", details) + "]";
    }

    private static String parameter(String details) {
        return "&authorization_details=" + URLEncoder.encode(details, StandardCharsets.UTF_8);
    }

    private static String request(String client, String details) {
        return PagesFixture.authorize(client, "read") + parameter(details);
    }

    private Response asking(String request) {
        Response sent = browser.post(LoginFixture.filled(browser.get(request), "megan", PASSWORD));
        return browser.get(TestBrowser.location(sent));
    }

    private String allowed(Response consent) {
        Response back =
                browser.post(TestBrowser.form(consent, "consent").with("decision", "allow"));
        String body = back.body().text();
        String address =
                back.status() == 303
                        ? TestBrowser.location(back)
                        : body.substring(body.indexOf(PagesFixture.CALLBACK)).split("\"", 2)[0];
        String query = address.substring(address.indexOf('?') + 1).replace("&amp;", "&");
        return Parameters.parse(query).first("code").orElseThrow();
    }

    private JsonNode redeemed(String code, String more) {
        Response answer = server.asCrm("/token", PagesFixture.redemption(code) + more);
        assertThat(answer.status()).as(answer.body().text()).isEqualTo(200);
        return json(answer);
    }

    private Response alone(String client, String more) {
        return server.form(
                "/token",
                "grant_type=client_credentials&client_id=%s&client_secret=%s-secret"
                                .formatted(client, client)
                        + more);
    }

    /// Why an authorization request is refused; empty where it is not.
    private String refused(String client, String details) {
        Response answer = server.browser().get(request(client, details));
        if (answer.status() != 303) {
            assertThat(answer.status()).as(answer.body().text()).isEqualTo(200);
            return "";
        }
        String address = TestBrowser.location(answer);
        return Parameters.parse(address.substring(address.indexOf('?') + 1))
                .first("error")
                .orElse("");
    }

    @Test
    void asksTheUserInWordsAndTellsEverybodyWhatWasAllowed() throws Exception {
        Response consent = asking(request("crm", list(PAYMENT)));
        assertThat(consent.body().text())
                .contains(
                        "Pay from your account",
                        "Amount › currency",
                        "<dd>EUR</dd>",
                        "<dd>123.50</dd>",
                        "<dt>To</dt>",
                        "<dd>Merchant</dd>",
                        "<dd>initiate</dd>");

        JsonNode tokens = redeemed(allowed(consent), "");

        JsonNode wanted = Json.parse(list(PAYMENT));
        assertThat(tokens.path("authorization_details")).isEqualTo(wanted);
        String token = tokens.path("access_token").asString();
        assertThat(
                        Json.parse(SignedJWT.parse(token).getPayload().toString())
                                .path("authorization_details"))
                .isEqualTo(wanted);
        assertThat(
                        json(server.asCrm("/introspect", "token=" + token))
                                .path("authorization_details"))
                .isEqualTo(wanted);
    }

    @Test
    void showsMarkupAsTheTextThatItIs() {
        String evil = PAYMENT.replace("Merchant", "<b>Nobody</b><script>x</script>");
        assertThat(asking(request("crm", list(evil))).body().text())
                .contains("&lt;b&gt;Nobody&lt;/b&gt;")
                .doesNotContain("<b>Nobody", "<script>");
    }

    @Test
    void asksForEachPaymentAnewWhateverWasAllowedBefore() {
        redeemed(allowed(asking(request("crm", list(PAYMENT)))), "");

        assertThat(browser.get(request("crm", list(PAYMENT))).body().text())
                .contains("Pay from your account");
        String silent = request("crm", list(PAYMENT)) + "&prompt=none";
        assertThat(TestBrowser.location(browser.get(silent))).contains("error=consent_required");
        assertThat(TestBrowser.location(browser.get(PagesFixture.authorize("crm", "read"))))
                .as("the scopes alone are remembered")
                .contains("code=");
    }

    @Test
    void asksAtADeviceTooAndGivesItWhatWasAllowed() {
        JsonNode codes =
                json(
                        server.form(
                                "/device_authorization",
                                "client_id=tv&scope=read" + parameter(list(PAYMENT))));
        Response page = asking("/auth/device?user_code=" + codes.path("user_code").asString());
        assertThat(page.body().text()).contains("Pay from your account", "<dd>123.50</dd>");
        browser.post(TestBrowser.form(page, "decide").with("decision", "allow"));

        Response token =
                server.form(
                        "/token",
                        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
                                + "&client_id=tv&device_code="
                                + codes.path("device_code").asString());
        assertThat(json(token).path("authorization_details")).isEqualTo(Json.parse(list(PAYMENT)));
    }

    @Test
    void narrowsWithEachTokenAndNeverWidens() {
        JsonNode tokens = redeemed(allowed(asking(request("crm", list(PAYMENT, BALANCE)))), "");
        assertThat(tokens.path("authorization_details").size()).isEqualTo(2);
        String less = list(PAYMENT.replace("\"initiate\",", ""));
        String refresh = tokens.path("refresh_token").asString();

        JsonNode narrowed = refreshed(refresh, less);
        assertThat(narrowed.path("authorization_details")).isEqualTo(Json.parse(less));
        assertThat(
                        refreshed(narrowed.path("refresh_token").asString(), list(BALANCE, PAYMENT))
                                .path("authorization_details")
                                .size())
                .as("narrowed for once only")
                .isEqualTo(2);
    }

    private JsonNode refreshed(String refresh, String details) {
        Response answer =
                server.asCrm(
                        "/token",
                        "grant_type=refresh_token&refresh_token=" + refresh + parameter(details));
        assertThat(answer.status()).as(answer.body().text()).isEqualTo(200);
        return json(answer);
    }

    @Test
    void refusesMoreThanWasGranted() {
        String code = allowed(asking(request("crm", list(PAYMENT))));
        for (String more :
                List.of(
                        list(PAYMENT, PAYMENT),
                        list(BALANCE),
                        list(PAYMENT.replace("123.50", "9999")),
                        list(PAYMENT.replace(",\"creditorName\":\"Merchant\"", "")),
                        list(PAYMENT.replace("EUR", "USD")),
                        list(PAYMENT.replace("\"Merchant\"", "\"Merchant\",\"urgent\":true")))) {
            Response answer =
                    server.asCrm("/token", PagesFixture.redemption(code) + parameter(more));
            assertThat(error(answer)).as(more).isEqualTo("invalid_authorization_details");
        }
        assertThat(redeemed(code, "").path("authorization_details").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{}",
                "[]",
                "[1]",
                "null",
                "[{}]",
                "[{\"type\":1}]",
                "[{\"type\":\"unknown\"}]",
                "[{\"type\":\"balance\",\"actions\":[]}]",
                "[{\"type\":\"balance\",\"actions\":\"read\"}]",
                "[{\"type\":\"balance\",\"actions\":[\"write\"]}]",
                "[{\"type\":\"balance\",\"locations\":[\"https://x.example\"]}]",
                "[{\"type\":\"balance\",\"identifier\":\"1\"}]",
                "[{\"type\":\"balance\",\"extra\":true}]",
                "[{\"type\":\"balance\",\"actions\":[\"read\"],\"actions\":[\"read\"]}]",
                "[{\"type\":\"payment\"}]",
                "[{\"type\":\"payment\",\"instructedAmount\":\"1\"}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{\"a\":null}}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{\"a b\":\"1\"}}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{\"a\":\"\\u202e1\"}}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{\"a\":\"\\n\"}}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{\"a\":1e999}}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{\"a\":{\"b\":{\"c\":{\"d\":1}}}}}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{},\"speed\":\"faster\"}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{},\"urgent\":\"yes\"}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{},\"times\":\"2\"}]",
                "[{\"type\":\"payment\",\"instructedAmount\":{},\"tags\":[1]}]",
            })
    void refusesWhatIsNotDeclared(String details) {
        assertThat(refused("crm", details)).isEqualTo("invalid_authorization_details");
        assertThat(error(alone("reader", parameter(details))))
                .isEqualTo("invalid_authorization_details");
        Response pushed =
                server.asCrm(
                        "/par",
                        PagesFixture.authorize("crm", "read").split("\\?", 2)[1]
                                + parameter(details));
        assertThat(error(pushed)).isEqualTo("invalid_authorization_details");
    }

    @Test
    void refusesTooManyAndTooLongDetails() {
        String eleven = list(Collections.nCopies(11, BALANCE).toArray(String[]::new));
        String longest = list(PAYMENT.replace("Merchant", "m".repeat(501)));
        for (String details : List.of(eleven, longest, list(BALANCE) + " ".repeat(4096))) {
            assertThat(refused("crm", details)).isEqualTo("invalid_authorization_details");
        }
    }

    @ParameterizedTest
    @CsvSource({"crm, payment, true", "payer, payment, true", "reader, payment, false"})
    void givesAClientTheTypesThatItIsRegisteredFor(String client, String type, boolean taken) {
        assertThat(refused(client, list(type.equals("payment") ? PAYMENT : BALANCE)))
                .isEqualTo(taken ? "" : "invalid_authorization_details");
    }

    @Test
    void givesAClientByItselfOnlyTypesThatItIsRegisteredForByName() {
        Response given = alone("reader", parameter(list(BALANCE)));
        assertThat(json(given).path("authorization_details")).isEqualTo(Json.parse(list(BALANCE)));
        assertThat(error(alone("reader", parameter(list(PAYMENT)))))
                .isEqualTo("invalid_authorization_details");
        assertThat(error(alone("crm", parameter(list(BALANCE)))))
                .as("no user looks at it")
                .isEqualTo("invalid_authorization_details");
        assertThat(json(alone("crm", "")).has("authorization_details")).isFalse();
    }

    @Test
    void readsThemFromAJsonBodyToo() {
        Response answer =
                server.endpoints.handle(
                        Requests.json(
                                PagesFixture.ISSUER + "/token",
                                "{\"grant_type\":\"client_credentials\",\"client_id\":\"reader\","
                                        + "\"client_secret\":\"reader-secret\","
                                        + "\"authorization_details\":"
                                        + list(BALANCE)
                                        + "}"));
        assertThat(json(answer).path("authorization_details").size()).isEqualTo(1);
    }

    @Test
    void tellsWhichTypesThereAre() {
        JsonNode metadata =
                json(
                        server.endpoints.handle(
                                Requests.get(
                                        PagesFixture.ISSUER
                                                + "/.well-known/oauth-authorization-server")));
        assertThat(metadata.path("authorization_details_types_supported").toString())
                .isEqualTo("[\"payment\",\"balance\"]");
    }
}
