package io.grantway.gateway;

import static io.grantway.gateway.RouteFixtures.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.ForwardFailure;
import io.grantway.http.ForwardFailure.Kind;
import io.grantway.http.HeaderEdits;
import io.grantway.http.HeaderList;
import io.grantway.http.Headers;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import io.grantway.testing.RecordedExchange;
import io.grantway.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void putsACallThroughItsPoliciesInOrderAndTheResponseInReverse() {
        RecordedExchange exchange =
                call("GET", route("a", "/a", proceeding("one"), proceeding("two")));
        assertThat(exchange.forwards()).hasSize(1);
        exchange.forwarding().onHead(200, HeaderList.EMPTY);
        assertThat(seen).containsExactly("one", "two", "two saw 200", "one saw 200");
    }

    @Test
    void stopsAtAnAnswer() {
        Policy refusing = _ -> new Decision.Answer(Response.text(401, "no"));
        RecordedExchange exchange = call("GET", route("a", "/a", refusing, proceeding("never")));
        assertThat(exchange.answered().status()).isEqualTo(401);
        assertThat(exchange.forwards()).isEmpty();
        assertThat(seen).isEmpty();
    }

    @Test
    void resumesWhereItWaited() {
        CompletableFuture<Decision> later = new CompletableFuture<>();
        RecordedExchange exchange =
                call(
                        "GET",
                        route(
                                "a",
                                "/a",
                                proceeding("one"),
                                _ -> new Decision.Wait(later),
                                proceeding("two")));
        assertThat(seen).containsExactly("one");
        later.complete(new Decision.Wait(CompletableFuture.completedFuture(Decision.PROCEED)));
        assertThat(seen).containsExactly("one", "two");
        assertThat(exchange.forwards()).hasSize(1);
    }

    @Test
    void aPolicyThatFailsAnswers500AndNeverForwards() {
        RecordedExchange exchange =
                call(
                        "GET",
                        route(
                                "a",
                                "/a",
                                _ ->
                                        new Decision.Wait(
                                                CompletableFuture.failedFuture(
                                                        new IllegalStateException(
                                                                "secret detail")))));
        assertThat(exchange.answered().status()).isEqualTo(500);
        assertThat(exchange.answered().body().text())
                .contains("req-1")
                .doesNotContain("secret detail");
        assertThat(exchange.forwards()).isEmpty();
    }

    @Test
    void aProblemOfAWaitingPolicyIsTheAnswer() {
        RecordedExchange exchange =
                call(
                        "POST",
                        route(
                                "a",
                                "/a",
                                _ ->
                                        new Decision.Wait(
                                                CompletableFuture.failedFuture(
                                                        Problem.of(
                                                                413,
                                                                "body_too_large",
                                                                "too large")))));
        assertThat(exchange.answered().status()).isEqualTo(413);
        assertThat(exchange.record().reason()).isEqualTo("body_too_large");
    }

    @Test
    void refusesWhatNoRouteTakes() {
        assertThatThrownBy(() -> call("GET", route("b", "/b")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
    }

    @Test
    void triesAnIdempotentCallOnAnotherTargetOnce() {
        RecordedExchange exchange = call("GET", twoTargets());
        fail(exchange, Kind.UNREACHABLE, true);
        assertThat(exchange.forwards()).hasSize(2);
        assertThat(exchange.forwards().get(0).origin())
                .isNotEqualTo(exchange.forwards().get(1).origin());
        fail(exchange, Kind.UNREACHABLE, true);
        assertThat(exchange.answered().status()).isEqualTo(502);
        assertThat(exchange.answered().body().text()).contains("\"request_id\":\"req-1\"");
    }

    @Test
    void neverRepeatsAPostNorACallWhoseBodyIsGone() {
        RecordedExchange post = call("POST", twoTargets());
        fail(post, Kind.CUT_OFF, true);
        assertThat(post.forwards()).hasSize(1);
        RecordedExchange put = call("PUT", twoTargets());
        fail(put, Kind.CUT_OFF, false);
        assertThat(put.forwards()).hasSize(1);
        assertThat(put.answered().status()).isEqualTo(502);
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "CLIENT_GONE", mode = EnumSource.Mode.EXCLUDE)
    void tells502And503And504Apart(Kind kind) {
        RecordedExchange exchange = call("GET", route("a", "/a"));
        fail(exchange, kind, false);
        int expected =
                switch (kind) {
                    case UNREACHABLE, FORBIDDEN, TLS, CUT_OFF, MALFORMED -> 502;
                    case POOL_FULL -> 503;
                    case CONNECT_TIMEOUT, FIRST_BYTE_TIMEOUT, TOTAL_TIMEOUT -> 504;
                    case CLIENT_GONE -> 0;
                };
        assertThat(exchange.answered().status()).isEqualTo(expected);
        assertThat(exchange.record().explanation()).contains("http://127.0.0.1:9");
    }

    @Test
    void answersNobodyWhenTheClientIsGone() {
        RecordedExchange exchange = call("GET", twoTargets());
        fail(exchange, Kind.CLIENT_GONE, true);
        assertThat(exchange.isAnswered()).isFalse();
        assertThat(exchange.forwards()).hasSize(1);
    }

    @Test
    void says503AndWhichTargetsAreOutWhenNoneIsLeft() {
        Route route = route("a", "/a");
        for (int i = 0; i < 3; i++) {
            fail(call("GET", route), Kind.UNREACHABLE, false);
        }
        RecordedExchange exchange = call("GET", route);
        assertThat(exchange.answered().status()).isEqualTo(503);
        assertThat(exchange.answered().headers().first("Retry-After")).contains("5");
        assertThat(exchange.record().explanation()).contains("127.0.0.1:9 open");
    }

    private static Route twoTargets() {
        Route one = route("a", "/a");
        Upstream two = RouteFixtures.upstream("http://127.0.0.1:1", "http://127.0.0.1:2");
        return new Route(
                one.workspace(),
                one.api(),
                one.name(),
                one.match(),
                one.path(),
                false,
                new Route.Action(List.of(), two));
    }

    private static void fail(RecordedExchange exchange, Kind kind, boolean replayable) {
        exchange.forwarding().onFailure(new ForwardFailure(kind, replayable, "test"));
    }

    private static RecordedExchange call(String method, Route route) {
        RecordedExchange exchange =
                new RecordedExchange(Requests.head(method, "http://api.example/a"));
        RouteTable table = new RouteTable(List.of(route));
        new Gateway(() -> table).handle(exchange);
        return exchange;
    }

    private Policy proceeding(String name) {
        return new Policy() {
            @Override
            public Decision decide(Call call) {
                seen.add(name);
                return Decision.PROCEED;
            }

            @Override
            public void onResponse(Call call, int status, Headers headers, HeaderEdits edits) {
                seen.add(name + " saw " + status);
            }
        };
    }
}
