package io.grantway.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientType;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.ProtectedApi;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.http.Body;
import io.grantway.http.CallRecord;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.http.Target;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.RecordedExchange;
import io.grantway.testing.Requests;
import io.grantway.testing.SettingsBuilder;
import io.grantway.testing.TestClock;
import io.grantway.token.TokenCache;
import io.grantway.token.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth2Test {
    private static final UUID API = new UUID(1, 1);
    private static final UUID CLIENT = new UUID(2, 1);
    private static final UUID CONSUMER = new UUID(3, 1);
    private static final String URL = "https://api.example/event/1";
    private static final List<String> IDENTITY_FIELDS =
            List.of(
                    "X-Consumer-ID",
                    "X-Consumer-Custom-ID",
                    "X-Consumer-Username",
                    "X-Credential-Identifier",
                    "X-Authenticated-Scope",
                    "X-Authenticated-UserId",
                    "X-Anonymous-Consumer");

    private final TestClock clock = new TestClock();
    private final SettingsBuilder settings = new SettingsBuilder();
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final List<String> lookedUp = new ArrayList<>();
    private final TokenCache tokens =
            new TokenCache(
                    token -> {
                        lookedUp.add(token);
                        return verdicts.getOrDefault(token, new Verdict.Rejected("token_unknown"));
                    },
                    clock,
                    1000);
    private Catalog catalog = catalog("ClientApp", Optional.of("custom-7"));
    private RecordedExchange exchange = new RecordedExchange(Requests.head("GET", URL));
    private Call call = new Call(exchange);

    private static Catalog catalog(String username, Optional<String> customId) {
        Consumer consumer = new Consumer(CONSUMER, "Sample", username, customId);
        Consumer guest = new Consumer(new UUID(3, 2), "Sample", "guest", Optional.empty());
        Consumer stranger = new Consumer(new UUID(3, 3), "Elsewhere", "guest2", Optional.empty());
        return new Catalog(
                List.of(consumer, guest, stranger),
                List.of(
                        new Client(
                                CLIENT,
                                "clientid",
                                Optional.empty(),
                                ClientType.CONFIDENTIAL,
                                List.of(),
                                "SampleApp",
                                consumer)));
    }

    private AccessToken token(Optional<UUID> audience) {
        return new AccessToken(
                new UUID(4, 4),
                "Sample",
                audience,
                CLIENT,
                Optional.of("alice"),
                Scopes.parse("read write"),
                clock.instant().plusSeconds(60));
    }

    private void knows(String text, AccessToken token) {
        verdicts.put(text, new Verdict.Valid(token));
    }

    private OAuth2 policy() {
        return new OAuth2(
                new ProtectedApi("Sample", API, "Event", settings.build()),
                tokens,
                () -> catalog,
                request -> {
                    CallRecord.current().refused("from_endpoint", request.body().text());
                    return Response.text(200, "endpoint " + request.path());
                },
                Thread::startVirtualThread);
    }

    private Decision decide(String method, String uri, String... headers) {
        return decide(method, uri, Body.EMPTY, headers);
    }

    private Decision decide(String method, String uri, Body body, String... headers) {
        exchange = new RecordedExchange(Requests.head(method, uri, headers), body);
        call = new Call(exchange);
        return settled(policy().decide(call));
    }

    private static Decision settled(Decision decision) {
        return decision instanceof Decision.Wait(var later)
                ? settled(later.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join())
                : decision;
    }

    private Response answer(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Answer.class);
        return ((Decision.Answer) decision).response();
    }

    private static Map<String, String> members(Response response) {
        Map<String, String> members = new HashMap<>();
        Json.parse(response.body().text())
                .properties()
                .forEach(entry -> members.put(entry.getKey(), entry.getValue().asString()));
        return members;
    }

    /// What goes upstream of the fields touched; a removed one is "-".
    private Map<String, String> upstream() {
        Map<String, String> fields = new HashMap<>();
        for (HeaderEdits.Edit edit : call.upstreamHeaders().edits()) {
            fields.put(edit.name(), edit.value() == null ? "-" : edit.value());
        }
        return fields;
    }

    @Test
    void refusesACallWithoutAToken() {
        Response response = answer(decide("GET", URL));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().first("WWW-Authenticate")).contains("Bearer");
        assertThat(members(response))
                .isEqualTo(
                        Map.of(
                                "error",
                                "invalid_request",
                                "error_description",
                                "The access token is missing"));
        assertThat(exchange.record().reason()).isEqualTo("token_missing");
    }

    @Test
    void refusesAnUnknownToken() {
        Response response = answer(decide("GET", URL, "Authorization", "Bearer nope"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().first("WWW-Authenticate"))
                .contains(
                        "Bearer error=\"invalid_token\", error_description=\"The access token is"
                                + " invalid or has expired\"");
        assertThat(members(response))
                .isEqualTo(
                        Map.of(
                                "error",
                                "invalid_token",
                                "error_description",
                                "The access token is invalid or has expired"));
        assertThat(exchange.record().reason()).isEqualTo("token_unknown");
        assertThat(exchange.record().explanation())
                .contains(TokenHash.of("nope").fingerprint())
                .doesNotContain("nope");
    }

    @Test
    void namesTheRealm() {
        settings.realm = "events";

        assertThat(answer(decide("GET", URL)).headers().first("WWW-Authenticate"))
                .contains("Bearer realm=\"events\"");
        assertThat(
                        answer(decide("GET", URL, "Authorization", "Bearer x"))
                                .headers()
                                .first("WWW-Authenticate")
                                .orElseThrow())
                .startsWith("Bearer realm=\"events\", error=\"invalid_token\", ");
    }

    @Test
    void keepsAQuoteInTheRealmFromEndingIt() {
        settings.realm = "a \"b\" \\ c";

        assertThat(answer(decide("GET", URL)).headers().first("WWW-Authenticate"))
                .contains("Bearer realm=\"a \\\"b\\\" \\\\ c\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer good", "bearer good", "BEARER  good", "token good"})
    void takesTheTokenFromTheHeader(String value) {
        knows("good", token(Optional.of(API)));

        assertThat(decide("GET", URL, "Authorization", value)).isEqualTo(Decision.PROCEED);
        assertThat(call.token()).contains(token(Optional.of(API)));
        assertThat(exchange.record().consumer()).isEqualTo("ClientApp");
        assertThat(exchange.record().application()).isEqualTo("SampleApp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic good", "good", "Bearer", "Bearer ", "Bearergood", ""})
    void readsNoOtherSchemes(String value) {
        knows("good", token(Optional.of(API)));

        assertThat(answer(decide("GET", URL, "Authorization", value)).status()).isEqualTo(401);
        assertThat(exchange.record().reason()).isEqualTo("token_missing");
    }

    @Test
    void takesTheTokenFromTheConfiguredHeaderOnly() {
        settings.authHeaderName = "x-token";
        knows("good", token(Optional.of(API)));

        assertThat(decide("GET", URL, "X-Token", "Bearer good")).isEqualTo(Decision.PROCEED);
        assertThat(answer(decide("GET", URL, "Authorization", "Bearer good")).status())
                .isEqualTo(401);
    }

    @Test
    void takesTheTokenFromTheQuery() {
        knows("good", token(Optional.of(API)));

        assertThat(decide("GET", URL + "?a=b&access_token=good")).isEqualTo(Decision.PROCEED);
        assertThat(call.query()).isEqualTo("a=b&access_token=good");
    }

    @Test
    void prefersTheHeaderToTheQuery() {
        knows("good", token(Optional.of(API)));

        Decision decision =
                decide("GET", URL + "?access_token=good", "Authorization", "Bearer bad");

        assertThat(answer(decision).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void takesTheTokenFromAForm(String method) {
        knows("good", token(Optional.of(API)));

        Decision decision =
                decide(
                        method,
                        URL,
                        Body.of("a=b&access_token=good"),
                        "Content-Type",
                        "application/x-www-form-urlencoded; charset=utf-8");

        assertThat(decision).isEqualTo(Decision.PROCEED);
        assertThat(call.replacement()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, application/x-www-form-urlencoded, 20",
        "DELETE, application/x-www-form-urlencoded, 20",
        "POST, text/plain, 20",
        "POST, application/x-www-form-urlencoded, 1048577",
        "POST, application/x-www-form-urlencoded, -x",
    })
    void leavesOtherBodiesAlone(String method, String type, String length) {
        knows("good", token(Optional.of(API)));

        Decision decision =
                decide(
                        method,
                        URL,
                        Body.of("access_token=good"),
                        "Content-Type",
                        type,
                        "Content-Length",
                        length);

        assertThat(answer(decision).status()).isEqualTo(401);
    }

    @Test
    void ignoresAQueryThatCannotBeRead() {
        assertThat(answer(decide("GET", URL + "?access_token=good")).status()).isEqualTo(401);
        exchange =
                new RecordedExchange(
                        new RequestHead(
                                "id",
                                "GET",
                                "HTTP/1.1",
                                new Target("https", "api.example", 443, "/event/1", "a=%zz"),
                                Headers.of(),
                                exchange.head().peer()));
        call = new Call(exchange);

        assertThat(answer(settled(policy().decide(call))).status()).isEqualTo(401);
    }

    @Test
    void looksOnlyIntoTheHeaderWhereStrict() {
        settings.strict = true;
        knows("good", token(Optional.of(API)));

        Response inQuery = answer(decide("GET", URL + "?access_token=good"));
        Response inForm =
                answer(
                        decide(
                                "POST",
                                URL,
                                Body.of("access_token=good"),
                                "Content-Type",
                                "application/x-www-form-urlencoded"));

        assertThat(inQuery.status()).isEqualTo(401);
        assertThat(members(inQuery))
                .isEqualTo(Map.of("error_description", "The access token is missing"));
        assertThat(inForm.status()).isEqualTo(401);
        assertThat(decide("GET", URL, "Authorization", "Bearer good")).isEqualTo(Decision.PROCEED);
    }

    @Test
    void tellsTheUpstreamWhoCalls() {
        knows("good", token(Optional.of(API)));

        decide("GET", URL, "Authorization", "Bearer good");

        assertThat(upstream())
                .isEqualTo(
                        Map.of(
                                "X-Consumer-ID", CONSUMER.toString(),
                                "X-Consumer-Custom-ID", "custom-7",
                                "X-Consumer-Username", "ClientApp",
                                "X-Credential-Identifier", "clientid",
                                "X-Authenticated-Scope", "read write",
                                "X-Authenticated-UserId", "alice",
                                "X-Anonymous-Consumer", "-"));
    }

    @Test
    void removesForgedFieldsThatItHasNoValueFor() {
        catalog = catalog("ClientApp", Optional.empty());
        knows(
                "good",
                new AccessToken(
                        new UUID(4, 4),
                        "Sample",
                        Optional.of(API),
                        CLIENT,
                        Optional.empty(),
                        Scopes.NONE,
                        clock.instant().plusSeconds(60)));

        decide("GET", URL, "Authorization", "Bearer good", "X-Authenticated-UserId", "root");

        assertThat(upstream())
                .containsOnlyKeys(IDENTITY_FIELDS)
                .containsEntry("X-Consumer-Custom-ID", "-")
                .containsEntry("X-Authenticated-Scope", "-")
                .containsEntry("X-Authenticated-UserId", "-")
                .containsEntry("X-Anonymous-Consumer", "-");
    }

    @Test
    void removesForgedFieldsThatACgiUpstreamReadsAsOurs() {
        knows("good", token(Optional.of(API)));

        decide(
                "GET",
                URL,
                "Authorization",
                "Bearer good",
                "x_consumer_username",
                "root",
                "X-Authenticated_UserId",
                "root",
                "api_key",
                "mine");

        assertThat(upstream())
                .containsEntry("x_consumer_username", "-")
                .containsEntry("X-Authenticated_UserId", "-")
                .doesNotContainKey("api_key")
                .containsEntry("X-Consumer-Username", "ClientApp");
    }

    @Test
    void writesNamesAsBytesOfUtf8WithoutControlCharacters() {
        catalog = catalog("Jürgen\r\nX: 1 日本", Optional.empty());
        knows("good", token(Optional.of(API)));

        decide("GET", URL, "Authorization", "Bearer good");

        String sent = upstream().getOrDefault("X-Consumer-Username", "-");
        assertThat(sent.chars()).allMatch(c -> c >= ' ' && c != 127 && c <= 255);
        assertThat(new String(sent.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo("JürgenX: 1 日本");
    }

    @Test
    void answersFromMemoryWithoutWaiting() {
        knows("good", token(Optional.of(API)));
        decide("GET", URL, "Authorization", "Bearer good");
        exchange = new RecordedExchange(Requests.head("GET", URL, "Authorization", "Bearer good"));
        call = new Call(exchange);

        assertThat(policy().decide(call)).isSameAs(Decision.PROCEED);
        assertThat(lookedUp).containsExactly("good");
    }

    @Test
    void refusesATokenThatExpiredInMemory() {
        knows("good", token(Optional.of(API)));
        decide("GET", URL, "Authorization", "Bearer good");
        verdicts.clear();

        clock.forward(Duration.ofSeconds(60));

        assertThat(answer(decide("GET", URL, "Authorization", "Bearer good")).status())
                .isEqualTo(401);
    }

    @Test
    void refusesATokenOfAnotherApi() {
        knows("other", token(Optional.of(new UUID(1, 2))));

        Response response = answer(decide("GET", URL, "Authorization", "Bearer other"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(members(response)).containsEntry("error", "invalid_token");
        assertThat(exchange.record().reason()).isEqualTo("token_of_another_api");
        assertThat(call.token()).isEmpty();
    }

    @Test
    void refusesAGlobalTokenWhereGlobalCredentialsAreOff() {
        knows("global", token(Optional.empty()));

        Response response = answer(decide("GET", URL, "Authorization", "Bearer global"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(members(response))
                .isEqualTo(
                        Map.of(
                                "error",
                                "invalid_token",
                                "error_description",
                                "The access token is global, but the current plugin is configured"
                                        + " without 'global_credentials'"));
        assertThat(response.headers().first("WWW-Authenticate").orElseThrow())
                .endsWith("error_description=\"The access token is invalid or has expired\"");
    }

    @Test
    void takesGlobalAndOwnTokensWhereGlobalCredentialsAreOn() {
        settings.globalCredentials = true;
        knows("global", token(Optional.empty()));
        knows("own", token(Optional.of(API)));
        knows("other", token(Optional.of(new UUID(1, 2))));

        assertThat(decide("GET", URL, "Authorization", "Bearer global"))
                .isEqualTo(Decision.PROCEED);
        assertThat(decide("GET", URL, "Authorization", "Bearer own")).isEqualTo(Decision.PROCEED);
        assertThat(answer(decide("GET", URL, "Authorization", "Bearer other")).status())
                .isEqualTo(401);
    }

    @Test
    void refusesATokenOfAnotherWorkspace() {
        AccessToken own = token(Optional.empty());
        settings.globalCredentials = true;
        knows(
                "foreign",
                new AccessToken(
                        own.id(),
                        "Elsewhere",
                        own.audience(),
                        own.client(),
                        own.subject(),
                        own.scopes(),
                        own.expiresAt()));

        assertThat(answer(decide("GET", URL, "Authorization", "Bearer foreign")).status())
                .isEqualTo(401);
        assertThat(exchange.record().reason()).isEqualTo("token_of_another_workspace");
    }

    @Test
    void refusesATokenWhoseClientIsGone() {
        knows("good", token(Optional.of(API)));
        catalog = new Catalog(List.of(), List.of());

        assertThat(answer(decide("GET", URL, "Authorization", "Bearer good")).status())
                .isEqualTo(401);
        assertThat(exchange.record().reason()).isEqualTo("client_removed");
    }

    @Test
    void neverCallsATokenBadThatNobodyCouldCheck() {
        verdicts.put("good", new Verdict.Unknown("lookup_failed"));

        Response response = answer(decide("GET", URL, "Authorization", "Bearer good"));

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers().first("Retry-After")).contains("2");
        assertThat(exchange.record().reason()).isEqualTo("lookup_failed");
    }

    @Test
    void doesNotLetACallThroughAsAnonymousBecauseTheStoreIsDown() {
        settings.anonymous = "guest";
        verdicts.put("good", new Verdict.Unknown("lookup_failed"));

        assertThat(answer(decide("GET", URL, "Authorization", "Bearer good")).status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({"guest, ''", "guest, Bearer bad", "00000000-0000-0003-0000-000000000002, ''"})
    void letsACallWithoutAGoodTokenThroughAsTheAnonymousConsumer(String name, String header) {
        settings.anonymous = name;

        assertThat(decide("GET", URL, "Authorization", header)).isEqualTo(Decision.PROCEED);
        assertThat(call.token()).isEmpty();
        assertThat(upstream())
                .isEqualTo(
                        Map.of(
                                "X-Consumer-ID", new UUID(3, 2).toString(),
                                "X-Consumer-Custom-ID", "-",
                                "X-Consumer-Username", "guest",
                                "X-Credential-Identifier", "-",
                                "X-Authenticated-Scope", "-",
                                "X-Authenticated-UserId", "-",
                                "X-Anonymous-Consumer", "true"));
    }

    @Test
    void stillTellsWhoCallsWithAGoodTokenWhereAnonymousIsSet() {
        settings.anonymous = "guest";
        knows("good", token(Optional.of(API)));

        decide("GET", URL, "Authorization", "Bearer good");

        assertThat(upstream())
                .containsEntry("X-Consumer-Username", "ClientApp")
                .containsEntry("X-Anonymous-Consumer", "-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "guest2", "00000000-0000-0003-0000-000000000003"})
    void saysThatTheAnonymousConsumerIsMissing(String name) {
        settings.anonymous = name;

        Response response = answer(decide("GET", URL));

        assertThat(response.status()).isEqualTo(500);
        assertThat(members(response))
                .isEqualTo(
                        Map.of(
                                "message",
                                "anonymous consumer " + name + " is configured but doesn't exist"));
    }

    @Test
    void leavesACallAloneThatAnotherPolicyAuthenticated() {
        settings.anonymous = "guest";
        call.authenticated(new Consumer(CONSUMER, "Sample", "ClientApp", Optional.empty()), CLIENT);

        assertThat(policy().decide(call)).isSameAs(Decision.PROCEED);
        assertThat(upstream())
                .isEqualTo(Map.of("X-Authenticated-Scope", "-", "X-Authenticated-UserId", "-"));
    }

    @Test
    void hidesTheTokenInHeaderAndQuery() {
        settings.hideCredentials = true;
        knows("good", token(Optional.of(API)));

        decide(
                "GET",
                URL + "?a=%20b&access_token=good&c&access%5Ftoken=good",
                "Authorization",
                "Bearer good");

        assertThat(upstream()).containsEntry("authorization", "-");
        assertThat(call.query()).isEqualTo("a=%20b&c");
    }

    @Test
    void dropsAQueryThatHeldNothingButTheToken() {
        settings.hideCredentials = true;
        knows("good", token(Optional.of(API)));

        decide("GET", URL + "?access_token=good");

        assertThat(call.query()).isNull();
    }

    @Test
    void hidesTheTokenInAForm() {
        settings.hideCredentials = true;
        knows("good", token(Optional.of(API)));

        decide(
                "POST",
                URL,
                Body.of("a=1&access_token=good&b=%C3%A4"),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(Optional.ofNullable(call.replacement()).map(Body::text))
                .contains("a=1&b=%C3%A4");
    }

    @Test
    void leavesOtherCredentialsInTheHeader() {
        settings.hideCredentials = true;
        knows("good", token(Optional.of(API)));

        decide("GET", URL + "?access_token=good", "Authorization", "Basic abc");

        assertThat(upstream()).doesNotContainKey("authorization");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /event/oauth2/token",
        "GET, /event/oauth2/token/",
        "POST, /event/oauth2/authorize",
        "GET, /event/oauth2/authorize",
        "POST, /event/oauth2/authorize/login"
    })
    void servesTheEndpointsInsteadOfForwarding(String method, String path) {
        Decision decision = decide(method, "https://api.example" + path, Body.of("form"));

        assertThat(answer(decision).body().text()).isEqualTo("endpoint " + path);
        assertThat(exchange.record().reason()).isEqualTo("from_endpoint");
        assertThat(exchange.record().explanation()).isEqualTo("form");
    }

    @Test
    void keepsWhatAnEndpointThrew() {
        OAuth2 policy =
                new OAuth2(
                        new ProtectedApi("Sample", API, "Event", settings.build()),
                        tokens,
                        () -> catalog,
                        _ -> {
                            throw Problem.notFound("no");
                        },
                        Thread::startVirtualThread);
        exchange = new RecordedExchange(Requests.head("POST", "https://a.example/oauth2/token"));

        Decision decision = policy.decide(new Call(exchange));

        assertThat(((Decision.Wait) decision).decision().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(Problem.class);
    }
}
