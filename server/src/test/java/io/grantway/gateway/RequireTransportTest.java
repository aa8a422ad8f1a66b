package io.grantway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Response;
import io.grantway.testing.RecordedExchange;
import io.grantway.testing.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequireTransportTest {
    private static RecordedExchange call(
            String uri, List<Protocol> protocols, int insecureStatus, String... headers) {
        RouteConfig config =
                new RouteConfig(
                        "r",
                        List.of(),
                        List.of("/a"),
                        List.of(),
                        Map.of(),
                        false,
                        null,
                        false,
                        protocols,
                        insecureStatus,
                        List.of());
        RouteTable table =
                new RouteTable(
                        Routing.routes(
                                new Routing.Seat("default", "api", "r"),
                                config,
                                List.of(),
                                RouteFixtures.upstream("http://127.0.0.1:9"),
                                OperationTable.NONE));
        RecordedExchange exchange = new RecordedExchange(Requests.head("GET", uri, headers));
        new Gateway(() -> table).handle(exchange);
        return exchange;
    }

    @Test
    void asksForHttpsWhereTheRouteTakesNothingElse() {
        RecordedExchange exchange = call("http://api.example/a?b=c", List.of(Protocol.HTTPS), 426);
        Response response = exchange.answered();

        assertThat(response.status()).isEqualTo(426);
        assertThat(response.body().text()).isEqualTo("{\"message\":\"Please use HTTPS protocol\"}");
        assertThat(response.headers().first("Upgrade")).contains("TLS/1.2, HTTP/1.1");
        assertThat(exchange.record().reason()).isEqualTo("https_required");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectsWhereAskedTo(int status) {
        Response response =
                call("http://api.example/a?b=c", List.of(Protocol.HTTPS), status).answered();

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().first("Location")).contains("https://api.example/a?b=c");
    }

    @Test
    void believesNobodyWhoIsNoTrustedProxy() {
        RecordedExchange exchange =
                call(
                        "http://api.example/a",
                        List.of(Protocol.HTTPS),
                        426,
                        "X-Forwarded-Proto",
                        "https");

        assertThat(exchange.answered().status()).isEqualTo(426);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/a, HTTPS",
        "http://api.example/a, HTTP",
    })
    void takesCallsOverTheProtocolOfTheRoute(String uri, Protocol protocol) {
        assertThat(call(uri, List.of(protocol), 426).forwards()).hasSize(1);
        assertThat(call(uri, List.of(Protocol.values()), 426).forwards()).hasSize(1);
    }

    @Test
    void hasNoRouteOverHttpsWhereItIsForPlainHttp() {
        assertThat(call("https://api.example/a", List.of(Protocol.HTTP), 426).answered().status())
                .isEqualTo(404);
    }
}
