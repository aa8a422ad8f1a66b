package io.grantway.authserver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.attack.Target.Seen;
import io.grantway.http.Json;
import io.grantway.oauth.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each parameter of each endpoint, missing, twice, empty, too long and in broken encodings; each
/// endpoint by other methods and with other bodies.
class MalformedRequestsTest {
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String LONG = "a".repeat(20_000);

    private static final String AUTHORIZATION =
            "client_id=crm&redirect_uri=https%3A%2F%2Fclient.example%2Fcallback&response_type=code"
                + "&scope=read&state=s1&nonce=n1&prompt=login&max_age=60&login_hint=megan"
                + "&ui_locales=en&acr_values=1&claims=%7B%7D&response_mode=query&resource=orders"
                + "&display=page&id_token_hint=x.y.z&request=x.y.z&request_uri=urn:x"
                + "&registration=%7B%7D&dpop_jkt="
                    + CHALLENGE
                    + "&code_challenge="
                    + CHALLENGE
                    + "&code_challenge_method=S256";

    /// What clients send by themselves, by endpoint: a good request, as far as there is one.
    private static final Map<String, String> OF_CLIENTS =
            Map.of(
                    "/token#code",
                    "grant_type=authorization_code&code=c1&redirect_uri=https%3A%2F%2Fclient.example"
                        + "%2Fcallback&code_verifier="
                            + VERIFIER
                            + "&client_id=crm&client_secret=crm-secret&resource=orders",
                    "/token#refresh",
                    "grant_type=refresh_token&refresh_token=r1&scope=read&client_id=crm"
                            + "&client_secret=crm-secret",
                    "/token#password",
                    "grant_type=password&username=megan&password=wrong&scope=read&client_id=crm"
                            + "&client_secret=crm-secret",
                    "/token#device",
                    "grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=d1"
                            + "&client_id=tv",
                    "/token#exchange",
                    "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=t1"
                            + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token"
                            + "&actor_token=t2"
                            + "&actor_token_type=urn:ietf:params:oauth:token-type:access_token"
                            + "&requested_token_type=urn:ietf:params:oauth:token-type:access_token"
                            + "&audience=orders&resource=orders&scope=read&client_id=crm"
                            + "&client_secret=crm-secret",
                    "/token#assertion",
                    "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=x.y.z"
                        + "&client_id=crm"
                        + "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                        + "&client_assertion=x.y.z",
                    "/par#push",
                    AUTHORIZATION + "&client_secret=crm-secret",
                    "/introspect#it",
                    "token=t1&token_type_hint=access_token&client_id=crm&client_secret=crm-secret",
                    "/revoke#it",
                    "token=t1&token_type_hint=refresh_token&client_id=crm&client_secret=crm-secret",
                    "/device_authorization#begin",
                    "client_id=tv&scope=read");

    private static final Set<String> CODES =
            Stream.concat(
                            Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName),
                            Stream.of("invalid_redirect_uri", "invalid_client_metadata"))
                    .collect(Collectors.toSet());

    // One for all: its keys take longer to make than all requests.
    private static final Target TARGET = new Target();

    /// How a parameter is spoiled.
    enum Spoiled {
        MISSING,
        TWICE,
        TWICE_ONE_EMPTY,
        EMPTY,
        TOO_LONG,
        BAD_ESCAPE,
        HALF_ESCAPE,
        NO_UTF8,
        NUL,
        LINE_BREAK;

        String in(Map<String, String> good, String name) {
            List<String> pairs = new ArrayList<>();
            good.forEach((each, value) -> {
                if (!each.equals(name)) {
                    pairs.add(each + "=" + value);
                } else {
                    pairs.addAll(pairs(name, value));
                }
            });
            return String.join("&", pairs);
        }

        private List<String> pairs(String name, String value) {
            return switch (this) {
                case MISSING -> List.of();
                case TWICE -> List.of(name + "=" + value, name + "=" + value);
                case TWICE_ONE_EMPTY -> List.of(name + "=" + value, name + "=");
                case EMPTY -> List.of(name + "=");
                case TOO_LONG -> List.of(name + "=" + LONG);
                case BAD_ESCAPE -> List.of(name + "=%zz");
                case HALF_ESCAPE -> List.of(name + "=" + value + "%4");
                case NO_UTF8 -> List.of(name + "=%ff%fe");
                case NUL -> List.of(name + "=" + value + "%00");
                case LINE_BREAK -> List.of(name + "=" + value + "%0d%0aSet-Cookie:%20a=b");
            };
        }

        boolean isRepeated() {
            return this == TWICE || this == TWICE_ONE_EMPTY;
        }

        boolean isUnreadable() {
            return this == BAD_ESCAPE || this == HALF_ESCAPE;
        }
    }

    private static Stream<Arguments> ofClients() {
        return OF_CLIENTS.entrySet().stream()
                .flatMap(request ->
                        Target.parameters(request.getValue()).keySet().stream()
                                .flatMap(name ->
                                        Arrays.stream(Spoiled.values())
                                                .map(how ->
                                                        Arguments.of(
                                                                request.getKey(), name, how))));
    }

    private static String bodyOf(String request) {
        return Objects.requireNonNull(OF_CLIENTS.get(request));
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    void whatClientsSendIsRefusedInTheWordsOfTheRfc(String request, String name, Spoiled how) {
        String path = request.substring(0, request.indexOf('#'));
        String body = how.in(Target.parameters(bodyOf(request)), name);

        Seen seen = TARGET.form(path, body);

        assertThat(seen.status()).as(seen.body()).isBetween(200, 499);
        assertThat(seen.location()).isEmpty();
        requireNoTrace(seen);
        if (seen.status() >= 400) {
            assertThat(CODES).contains(error(seen));
            assertThat(seen.headers().first("Cache-Control")).contains("no-store");
        }
        boolean mayRepeat = Set.of("resource", "audience").contains(name);
        if (how.isUnreadable() || (how.isRepeated() && !mayRepeat)) {
            assertThat(seen.status()).as(seen.body()).isEqualTo(400);
            assertThat(error(seen)).isEqualTo("invalid_request");
        }
        assertThat(seen.status() == 401).isEqualTo(seen.headers().contains("WWW-Authenticate"));
    }

    private static Stream<Arguments> ofBrowsers() {
        return Stream.of("/authorize", "/end_session")
                .flatMap(path ->
                        Target.parameters(ofBrowser(path)).keySet().stream()
                                .flatMap(name ->
                                        Arrays.stream(Spoiled.values())
                                                .map(how -> Arguments.of(path, name, how))));
    }

    private static String ofBrowser(String path) {
        return path.equals("/authorize")
                ? AUTHORIZATION.replace("&id_token_hint=x.y.z&request=x.y.z&request_uri=urn:x", "")
                : "id_token_hint=x.y.z&client_id=crm&logout_hint=megan&state=s1&ui_locales=en"
                        + "&post_logout_redirect_uri=https%3A%2F%2Fclient.example%2Fbye";
    }

    @ParameterizedTest
    @MethodSource("ofBrowsers")
    void browsersAreSentToTheRegisteredAddressOrNowhere(String path, String name, Spoiled how) {
        Seen seen =
                TARGET.send(
                        "GET", path + "?" + how.in(Target.parameters(ofBrowser(path)), name), "");

        assertThat(seen.status()).as(seen.body()).isBetween(200, 499);
        requireNoTrace(seen);
        requireOwnPage(seen);
        seen.location()
                .ifPresent(to -> {
                    assertThat(to)
                            .matches("(https://client\\.example/callback\\?|/auth/authorize).*");
                    assertThat(to).doesNotContain("\r", "\n", "\0");
                    assertThat(seen.status()).isEqualTo(303);
                });
        if (name.equals("client_id") || name.equals("redirect_uri")) {
            // Of a registered address nothing is sure.
            boolean one = name.equals("redirect_uri") && isAsMissing(how);
            assertThat(seen.location().isPresent() && !one).as(seen.toString()).isFalse();
        }
    }

    /// A client with one address may leave it out.
    private static boolean isAsMissing(Spoiled how) {
        return how == Spoiled.MISSING || how == Spoiled.EMPTY || how == Spoiled.TWICE_ONE_EMPTY;
    }

    private static Stream<Arguments> ofRegistration() {
        List<String> members =
                List.of(
                        "redirect_uris",
                        "client_name",
                        "client_uri",
                        "logo_uri",
                        "scope",
                        "grant_types",
                        "response_types",
                        "token_endpoint_auth_method",
                        "jwks_uri",
                        "jwks",
                        "contacts",
                        "software_statement",
                        "sector_identifier_uri",
                        "post_logout_redirect_uris",
                        "backchannel_logout_uri",
                        "subject_type",
                        "application_type",
                        "id_token_signed_response_alg",
                        "tls_client_auth_subject_dn");
        List<String> values =
                List.of(
                        "null",
                        "\"\"",
                        "[]",
                        "{}",
                        "0",
                        "true",
                        "[null]",
                        "[\"\"]",
                        "[[]]",
                        "\"\\u0000\"",
                        "\"\\ud800\"",
                        "[\"javascript:alert(1)\"]",
                        "\"https://[\"",
                        "\"" + LONG + "\"",
                        "[\"" + LONG + "\"]");
        return members.stream()
                .flatMap(name -> values.stream().map(value -> Arguments.of(name, value)));
    }

    @ParameterizedTest
    @MethodSource("ofRegistration")
    void registrationsAreRefusedInTheWordsOfTheRfc(String member, String value) {
        String others =
                member.equals("redirect_uris")
                        ? ""
                        : "\"redirect_uris\":[\"https://client.example/new\"],";
        Seen seen =
                TARGET.send(
                        "POST",
                        "/register",
                        "{" + others + "\"" + member + "\":" + value + "}",
                        "Content-Type",
                        "application/json");

        assertThat(seen.status()).as(seen.body()).isIn(201, 400);
        requireNoTrace(seen);
        if (seen.status() == 400) {
            assertThat(error(seen))
                    .isIn(
                            "invalid_redirect_uri",
                            "invalid_client_metadata",
                            "invalid_software_statement",
                            "unapproved_software_statement");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"redirect_uris\":[\"https://client.example/a\"]}}",
                "{\"client_name\":\"a\",\"client_name\":\"b\"}",
                "\u0000"
            })
    void bodiesThatAreNoJsonObjectRegisterNobody(String body) {
        Seen seen = TARGET.send("POST", "/register", body, "Content-Type", "application/json");

        assertThat(seen.status()).as(seen.body()).isEqualTo(400);
        assertThat(error(seen)).isIn("invalid_client_metadata", "invalid_redirect_uri");
    }

    @ParameterizedTest
    @CsvSource({
        "/token, POST",
        "/par, POST",
        "/introspect, POST",
        "/revoke, POST",
        "/device_authorization, POST",
        "/register, POST",
        "/userinfo, 'GET, POST'",
        "/jwks, 'GET, HEAD'",
        "/.well-known/openid-configuration, 'GET, HEAD'",
        "/authorize, 'GET, HEAD, POST'",
        "/end_session, 'GET, HEAD, POST'",
        "/device, 'GET, HEAD, POST'",
    })
    void otherMethodsAreToldWhichAreTaken(String path, String allowed) {
        for (String method : List.of("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND")) {
            Seen seen = TARGET.send(method, path, "");

            assertThat(seen.status()).as(method).isEqualTo(405);
            assertThat(seen.allow()).as(method).contains(allowed);
        }
        if (allowed.equals("POST")) {
            Seen seen = TARGET.send("GET", path, "");
            assertThat(seen.status()).isEqualTo(405);
            assertThat(seen.allow()).contains("POST");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/token, text/plain",
        "/token, application/xml",
        "/token, multipart/form-data",
        "/token, multipart/form-data; boundary=",
        "/token, ''",
        "/par, text/plain",
        "/introspect, application/octet-stream",
        "/revoke, text/html",
        "/device_authorization, text/plain",
        "/register, application/x-www-form-urlencoded",
        "/register, text/plain",
        "/register, ''",
    })
    void otherContentTypesAreRefused(String path, String type) {
        String body = bodyOf("/token#refresh");

        Seen seen = TARGET.send("POST", path, body, "Content-Type", type);

        assertThat(seen.status()).as(seen.body()).isIn(400, 401, 415);
        assertThat(CODES).contains(error(seen));
        requireNoTrace(seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer a b",
                "Bearer \u0000",
                "Bearer ....",
                "Bearer e30.e30.",
                "DPoP",
                "DPoP x",
                "Basic Y3JtOmNybS1zZWNyZXQ=",
                "Digest x",
                "\u00ff",
                ""
            })
    void userinfoTakesGoodTokensOnly(String authorization) {
        Seen seen = TARGET.send("GET", "/userinfo", "", "Authorization", authorization);

        assertThat(seen.status()).as(seen.body()).isEqualTo(401);
        assertThat(seen.headers().contains("WWW-Authenticate")).isTrue();
        requireNoTrace(seen);
    }

    @Test
    void userinfoTakesNoTokenOfAnAddress() {
        // Of its own: the failures above make megan wait.
        Target fresh = new Target();
        String token =
                Json.parse(
                                fresh.form(
                                                "/token",
                                                "grant_type=password&scope=openid&username=megan"
                                                    + "&password=correct+horse+battery&client_id=crm"
                                                    + "&client_secret=crm-secret")
                                        .body())
                        .path("access_token")
                        .asString("");

        assertThat(fresh.send("GET", "/userinfo", "", "Authorization", "Bearer " + token).status())
                .isEqualTo(200);
        assertThat(fresh.send("GET", "/userinfo?access_token=" + token, "").status())
                .isEqualTo(401);
    }

    /// RFC 6749 §2.3.1, §3.2; RFC 9700 §4.3.2
    @ParameterizedTest
    @ValueSource(strings = {"/token", "/par", "/introspect", "/revoke", "/device_authorization"})
    void nothingOfAClientMayStandInTheAddress(String path) {
        Seen seen = TARGET.form(path + "?token=t1&client_id=crm&client_secret=crm-secret", "a=b");

        assertThat(seen.status()).isEqualTo(400);
        assertThat(error(seen)).isEqualTo("invalid_request");
    }

    private static String error(Seen seen) {
        return Json.parse(seen.body()).path("error").asString("");
    }

    /// Whatever is wrong with a page's request, its answer cannot be framed and refers nobody.
    static void requireOwnPage(Seen seen) {
        if (seen.location().isEmpty()) {
            assertThat(seen.headers().first("Content-Security-Policy").orElse(""))
                    .contains("frame-ancestors 'none'");
            assertThat(seen.headers().first("X-Frame-Options")).contains("DENY");
        }
        assertThat(seen.headers().first("Referrer-Policy")).contains("no-referrer");
        assertThat(seen.headers().first("Cache-Control")).contains("no-store");
    }

    private static void requireNoTrace(Seen seen) {
        assertThat(seen.body()).doesNotContain("Exception", "\tat ", "io.grantway", "java.");
        seen.headers()
                .forEach((_, value) ->
                        assertThat(value.chars().noneMatch(Character::isISOControl)).isTrue());
    }
}
