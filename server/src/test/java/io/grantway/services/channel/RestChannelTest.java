package io.grantway.services.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.Secret;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Gateway;
import io.grantway.gateway.OperationTable;
import io.grantway.gateway.PathPattern;
import io.grantway.gateway.PathRewrite;
import io.grantway.gateway.Policy;
import io.grantway.gateway.Route;
import io.grantway.gateway.RouteTable;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Scopes;
import io.grantway.services.ChannelConfig;
import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import io.grantway.services.ServiceFailure.Reason;
import io.grantway.services.ServiceResult;
import io.grantway.testing.RecordedExchange;
import io.grantway.testing.Requests;
import io.grantway.testing.ScriptedInvoker;
import io.grantway.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RestChannelTest {
    private final ScriptedInvoker services = new ScriptedInvoker();
    private RecordedExchange exchange = new RecordedExchange(Requests.head("GET", "http://a/"));

    private RestChannel channel(String yaml) {
        ChannelConfig config = ChannelFixtures.channel("rest: {service: Plan, " + yaml + "}");
        return new RestChannel(
                new ChannelRuns("default", config, services, new TestClock()),
                Objects.requireNonNull(config.rest()),
                () -> "run-1");
    }

    private static Route route(RestChannel channel, String path, Policy... policies) {
        return new Route(
                "default",
                "test",
                "test",
                new Route.Match(
                        Optional.empty(), PathPattern.parse("=" + path), List.of(), Map.of()),
                PathRewrite.KEEP,
                false,
                new Route.Action(
                        List.of(policies),
                        path.endsWith("{run}") ? channel.lookAtRuns() : channel,
                        OperationTable.NONE));
    }

    private Response call(Route route, String method, String uri, String body, String... headers) {
        exchange = new RecordedExchange(Requests.head(method, uri, headers), Body.of(body));
        try {
            new Gateway(() -> new RouteTable(List.of(route))).handle(exchange);
        } catch (Problem problem) {
            return problem.toResponse("req-1");
        }
        return exchange.answered();
    }

    private Response get(RestChannel channel, Policy... policies) {
        return call(route(channel, "/plan", policies), "GET", "http://a/plan", "");
    }

    @Test
    void givesTheServiceWhatTheRequestBringsAndAnswersWithItsResult() {
        services.does(_ ->
                new ServiceResult(201, HeaderList.of("X-Made", "1"), "text/csv", Body.of("a,b")));
        Response response =
                call(
                        route(channel("path: '/plans/{id}'"), "/plans/{id}"),
                        "POST",
                        "http://a/plans/a%2Bb+c?year=2026&id=of-the-query",
                        "{\"depth\": 2}",
                        "Content-Type",
                        "application/json; charset=utf-8");

        Invocation call = services.next();
        assertThat(call.service()).isEqualTo("Plan");
        assertThat(call.channel()).isEqualTo("test");
        assertThat(call.values()).isEqualTo(Map.of("id", "a+b+c", "year", "2026"));
        assertThat(call.body())
                .isInstanceOfSatisfying(
                        InvocationBody.Tree.class,
                        tree -> assertThat(tree.tree().path("depth").asInt()).isEqualTo(2));
        assertThat(call.onBehalfOf()).isEmpty();
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers().first("X-Made")).contains("1");
        assertThat(response.headers().first("Content-Type")).contains("text/csv");
        assertThat(response.body().text()).isEqualTo("a,b");
        assertThat(exchange.record().upstream()).isEqualTo("service:Plan");
    }

    @Test
    void givesFieldsOfAFormAsValuesAndOtherBodiesAsTheyCame() {
        Route route = route(channel("path: /plan"), "/plan");
        call(
                route,
                "POST",
                "http://a/plan",
                "client=c1&more=x",
                "Content-Type",
                "application/x-www-form-urlencoded");
        Invocation form = services.next();
        assertThat(form.values()).isEqualTo(Map.of("client", "c1", "more", "x"));
        assertThat(form.body()).isEqualTo(InvocationBody.NONE);

        call(route, "POST", "http://a/plan", "<a/>", "Content-Type", "text/xml");
        assertThat(services.next().body())
                .isInstanceOfSatisfying(
                        InvocationBody.Raw.class,
                        raw -> assertThat(raw.body().text()).isEqualTo("<a/>"));
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_SERVICE, 404, service_unknown",
        "INPUT, 422, service_input",
        "THREW, 500, service_failed",
        "CONNECTION, 502, service_connection",
        "TIMED_OUT, 504, service_timeout",
        "BUSY, 503, service_busy"
    })
    void tellsCallersOfAFailureWithoutTheServicesCode(Reason reason, int status, String code) {
        services.fails(reason, "Plan.java:12: it broke");
        Response response = get(channel("path: /plan"));

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().first("Content-Type")).contains("application/problem+json");
        assertThat(response.body().text()).contains("\"code\":\"" + code + "\"");
        assertThat(response.body().text().contains("Plan.java")).isEqualTo(reason == Reason.INPUT);
        assertThat(exchange.record().reason()).isEqualTo(code);
        assertThat(exchange.record().explanation()).contains("Plan.java:12: it broke");
    }

    @Test
    void answersAlsoWhenTheServiceFailsInAWayNobodyForesaw() {
        services.does(_ -> {
            throw new StackOverflowError();
        });
        assertThat(get(channel("path: /plan")).status()).isEqualTo(500);
    }

    @Test
    void refusesABodyThatIsNotWhatItSays() {
        Response response =
                call(
                        route(channel("path: /plan"), "/plan"),
                        "POST",
                        "http://a/plan",
                        "{",
                        "Content-Type",
                        "application/json");
        assertThat(response.status()).isEqualTo(400);
        assertThat(services.rest()).isEmpty();
    }

    @Test
    void isAnsweredBusyWhileAsManyRunAsMay() {
        CountDownLatch end = new CountDownLatch(1);
        services.does(_ -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ScriptedInvoker.json("{}");
        });
        Route route = route(channel("path: /plan, concurrency: 1"), "/plan");
        RecordedExchange first = new RecordedExchange(Requests.head("GET", "http://a/plan"));
        new Gateway(() -> new RouteTable(List.of(route))).handle(first);
        services.next();

        Response second = call(route, "GET", "http://a/plan", "");
        assertThat(second.status()).isEqualTo(503);
        assertThat(second.headers().first("Retry-After")).contains("1");
        end.countDown();
        assertThat(first.answered().status()).isEqualTo(200);
    }

    @Test
    void takesNothingWhilePaused() {
        RestChannel channel = channel("path: /plan");
        channel.pause();
        assertThat(get(channel).status()).isEqualTo(503);
        channel.resume();
        assertThat(get(channel).status()).isEqualTo(200);
        assertThat(channel.runs().figures().succeeded()).isEqualTo(1);
    }

    @Test
    void answersAtOnceWhereItIsToldAndShowsTheRunLater() {
        RestChannel channel = channel("path: /plan, respond: accepted");
        Response accepted = get(channel);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.headers().first("Location")).contains("/plan/runs/run-1");
        services.next();

        Route runs = route(channel, "/plan/runs/{run}");
        Response shown = call(runs, "GET", "http://a/plan/runs/run-1", "");
        assertThat(shown.body().text()).contains("\"run\":\"run-1\"");
        assertThat(call(runs, "GET", "http://a/plan/runs/other", "").status()).isEqualTo(404);
    }

    @Test
    void handsOnTheTokenThatThePoliciesFoundGoodAndWhoseItIs() {
        Policy token =
                call -> {
                    call.carries(
                            new AccessToken(
                                    new UUID(1, 1),
                                    "default",
                                    Optional.empty(),
                                    new UUID(1, 2),
                                    Optional.of("alice"),
                                    Scopes.parse("plans.read"),
                                    Instant.MAX));
                    return Decision.PROCEED;
                };
        call(
                route(channel("path: /plan"), "/plan", token),
                "GET",
                "http://a/plan",
                "",
                "Authorization",
                "Bearer the-token");
        Invocation call = services.next();
        assertThat(call.onBehalfOf()).contains(Secret.of("the-token"));
        assertThat(call.principal().orElseThrow().name()).isEqualTo("alice");
        assertThat(call.principal().orElseThrow().has("plans.read")).isTrue();
    }

    @Test
    void handsOnNoTokenThatNobodyLookedAt() {
        call(
                route(channel("path: /plan"), "/plan"),
                "GET",
                "http://a/plan",
                "",
                "Authorization",
                "Bearer the-token");
        Invocation call = services.next();
        assertThat(call.onBehalfOf()).isEmpty();
        assertThat(call.principal()).isEmpty();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "frontdesk:secret, 200",
        "frontdesk:wrong, 401",
        "other:secret, 401",
        "frontdesk, 401",
        "frontdesk:, 401"
    })
    void takesCallersWithTheUserAndPasswordOfTheDefinition(String pair, int status) {
        Policy security =
                RequireCredential.of(
                        ChannelFixtures.definition(
                                "basic: {username: frontdesk, password: secret}"));
        Response response =
                call(
                        route(channel("path: /plan"), "/plan", security),
                        "GET",
                        "http://a/plan",
                        "",
                        "Authorization",
                        basic(pair));
        assertThat(response.status()).isEqualTo(status);
        assertThat(services.rest()).hasSize(status == 200 ? 1 : 0);
        assertThat(exchange.record().consumer()).isEqualTo(status == 200 ? "frontdesk" : null);
    }

    @Test
    void asksForBasicCredentialsWhereThereAreNone() {
        Policy security =
                RequireCredential.of(
                        ChannelFixtures.definition("basic: {username: a, password: b}"));
        Response response = get(channel("path: /plan"), security);
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().first("WWW-Authenticate").orElse(""))
                .startsWith("Basic realm=\"Frontdesk\"");
        assertThat(response.body().text()).contains("caller_missing");
    }

    @ParameterizedTest
    @CsvSource({
        "'apiKey: {name: X-Key, value: k1}', X-Key, k1, '', 200",
        "'apiKey: {name: X-Key, value: k1}', X-Key, k2, '', 401",
        "'apiKey: {name: Authorization, value: k1, prefix: ''Token ''}', Authorization, Token k1,"
                + " '', 200",
        "'apiKey: {name: key, in: query, value: k 1}', X, y, ?a=1&key=k+1, 200",
        "'apiKey: {name: key, in: query, value: k1}', X, y, ?key=k2, 401",
        "'apiKey: {name: key, in: cookie, value: k1}', Cookie, a=b; key=k1, '', 200",
        "'bearer: {token: t1}', Authorization, bearer t1, '', 200",
        "'bearer: {token: t1}', Authorization, Bearer t2, '', 401"
    })
    void takesCallersWithTheKeyOrTokenOfTheDefinition(
            String definition, String field, String value, String query, int status) {
        Policy security = RequireCredential.of(ChannelFixtures.definition(definition));
        Response response =
                call(
                        route(channel("path: /plan"), "/plan", security),
                        "GET",
                        "http://a/plan" + query,
                        "",
                        field,
                        value);
        assertThat(response.status()).isEqualTo(status);
        assertThat(services.rest()).allMatch(call -> !call.values().containsKey("key"));
    }
}
