package io.grantway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.http.HeaderEdits;
import io.grantway.http.NormalPath;
import io.grantway.http.Problem;
import io.grantway.oauth.Scopes;
import io.grantway.testing.RecordedExchange;
import io.grantway.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTableTest {
    private static final OperationTable ORDERS =
            OperationTable.of(
                    List.of(
                            operation("list", List.of("GET"), "/orders"),
                            operation("place", List.of("POST"), "/orders"),
                            operation("read", List.of("GET"), "/orders/{id}"),
                            operation("export", List.of("GET"), "/orders/export"),
                            operation("purge", List.of("POST"), "/orders/all:purge"),
                            operation("touch", List.of("POST"), "/orders/{id}"),
                            operation("peek", List.of("HEAD"), "/orders/{id}"),
                            operation("lines", List.of(), "/orders/{id}/lines"),
                            operation("drop", List.of("DELETE"), "/orders/{id}/lines"),
                            operation("docs", List.of("GET"), "/docs/**"),
                            operation("index", List.of("GET"), "/docs"),
                            operation("umlaut", List.of("GET"), "/stra\u00dfe"),
                            operation("slash", List.of("GET"), "/slash/")));

    private static OperationConfig operation(String name, List<String> methods, String... paths) {
        return new OperationConfig(name, methods, List.of(paths), List.of(), List.of());
    }

    private static String found(String method, String path) {
        return ORDERS.find(method, path).map(Operation::name).orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /orders, list",
        "POST, /orders, place",
        "GET, /orders/7, read",
        "GET, /orders/export, export",
        "POST, /orders/export, touch",
        "POST, /orders/all:purge, purge",
        "PATCH, /orders/7/lines, lines",
        "DELETE, /orders/7/lines, drop",
        "GET, /docs, index",
        "GET, /docs/, docs",
        "GET, /docs/a/b, docs",
        "GET, /stra%C3%9Fe, umlaut",
        "GET, /slash/, slash",
        "GET, /slash, none",
        "DELETE, /orders, none",
        "GET, /orders/7/lines/1, none",
        "GET, /, none"
    })
    void findsTheMostSpecificOperationOfTheMethodAndThePath(
            String method, String path, String name) {
        assertThat(found(method, path)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"/orders, list", "/orders/7, peek", "/docs/x, docs", "/orders/7/lines, lines"})
    void takesHeadForGetWhereHeadIsNotNamed(String path, String name) {
        assertThat(found("HEAD", path)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/x/../export, export",
        "/orders/%2e%2e/orders/export, export",
        "/orders/%65xport, export",
        "/orders/./export, export",
        "//orders//export, export",
        "/orders/export;v=1, export",
        "/orders;a=b/export;c, export",
        "/orders/all%3Apurge, purge",
        "/orders/all%3apurge, purge",
        "/orders/a%6Cl%3Apurge, purge",
        "/orders/export/, none",
        "/orders/7/, none",
        "/ORDERS/export, none",
        "/docs/../orders/export, export",
        "/docs/%2E%2E/orders/all%3Apurge, purge"
    })
    void anotherSpellingOfAPathNeverReachesAWeakerOperation(String sent, String name) {
        String method = name.equals("purge") ? "POST" : "GET";
        assertThat(found(method, NormalPath.of(sent))).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/orders%2Fexport", "/docs/..%2forders", "/orders/a%5Cb", "/orders/%c0%afx"})
    void anEncodedSlashNeverGetsAsFarAsAnOperation(String sent) {
        assertThatThrownBy(() -> NormalPath.of(sent)).isInstanceOf(Problem.class);
    }

    @Test
    void aNameStandsForOneSegmentThatIsNotEmpty() {
        assertThat(found("GET", "/orders/")).isEqualTo("none");
        assertThat(found("GET", "/orders/a%20b")).isEqualTo("read");
    }

    @Test
    void anApiWithoutOperationsHasNoneForAnyCall() {
        assertThat(OperationTable.of(List.of()).isEmpty()).isTrue();
        assertThat(OperationTable.NONE.find("GET", "/orders")).isEmpty();
        assertThat(ORDERS.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "=/orders",
                "/orders/*",
                "/orders/**/x",
                "/orders/{id}.pdf",
                "/orders/../x",
                "/orders/%2e%2e",
                "/orders/%2F",
                "/orders/%7Bid%7D",
                "/orders/%zz",
                "/orders/%2",
                "/orders;v=1",
                "/orders?x=1",
                "/orders#x",
                "/or ders",
                "/orders//x",
                "/orders//**",
                "/orders\\x"
            })
    void refusesAPathThatNoRequestCouldHave(String path) {
        assertThatThrownBy(() -> OperationTable.of(List.of(operation("o", List.of(), path))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).{20,}");
    }

    @ParameterizedTest
    @CsvSource({
        "/orders, /orders, true",
        "/orders/{id}, /orders, true",
        "/orders/{id}, =/orders, false",
        "/orders, /orders/{id}, false",
        "/orders/**, /orders/{id}, true",
        "/orders/{id}, /{x}/7, true",
        "/events, /orders, false",
        "/**, =/orders/7, true",
        "/, /, true",
        "/caf\u00e9, /caf%C3%A9, true"
    })
    void knowsWhetherARouteCanTakeIt(String path, String route, boolean meets) {
        assertThat(OperationPath.parse(path).meets(PathPattern.parse(route))).isEqualTo(meets);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', x, true",
        "a b, '', a b c, true",
        "a b, '', a, false",
        "'', c d, d, true",
        "'', c d, a b, false",
        "a, c d, a, false",
        "a, c d, a c, true",
        "a, c d, c d, false"
    })
    void needsAllOfTheOneAndOneOfTheOther(String all, String any, String held, boolean open) {
        Operation operation = new Operation("o", Scopes.parse(all), Scopes.parse(any));
        assertThat(operation.isOpenTo(Scopes.parse(held))).isEqualTo(open);
        assertThat(operation.isOpen()).isEqualTo(all.isEmpty() && any.isEmpty());
        assertThat(operation.named().toString()).isEqualTo((all + " " + any).strip());
    }

    @Test
    void isKnownByItsMethodsAndFirstPathWhereItHasNoName() {
        assertThat(
                        new OperationConfig(
                                        null,
                                        List.of("GET", "PUT"),
                                        List.of("/a", "/b"),
                                        List.of(),
                                        List.of())
                                .knownAs())
                .isEqualTo("GET,PUT /a");
        assertThat(
                        new OperationConfig(null, List.of(), List.of("/a"), List.of(), List.of())
                                .knownAs())
                .isEqualTo("/a");
    }

    @Test
    void aCallKnowsItsOperationBeforeThePoliciesRun() {
        List<Optional<Operation>> seen = new ArrayList<>();
        Policy watching =
                call -> {
                    seen.add(call.operation());
                    assertThat(call.hasOperations()).isTrue();
                    return Decision.PROCEED;
                };
        assertThat(run("GET", "/orders/7", watching).record().operation()).isEqualTo("read");
        assertThat(run("PUT", "/orders/7", watching).record().operation()).isNull();
        assertThat(seen.get(0)).map(Operation::name).contains("read");
        assertThat(seen.get(1)).isEmpty();
    }

    @Test
    void aCallCannotNameAnotherMethodOrPathBehindTheGatewaysBack() {
        RecordedExchange exchange =
                run(
                        "GET",
                        "/orders/7",
                        _ -> Decision.PROCEED,
                        "X-HTTP-Method-Override",
                        "DELETE",
                        "x-original-url",
                        "/orders/export");
        assertThat(exchange.lastForward().orElseThrow().headers().edits())
                .contains(
                        new HeaderEdits.Edit("X-HTTP-Method-Override", null),
                        new HeaderEdits.Edit("X-Original-URL", null));
    }

    private static RecordedExchange run(
            String method, String path, Policy policy, String... headers) {
        Route plain = RouteFixtures.route("orders", "/orders");
        Route route =
                new Route(
                        plain.workspace(),
                        plain.api(),
                        plain.name(),
                        plain.match(),
                        plain.path(),
                        false,
                        new Route.Action(List.of(policy), plain.action().destination(), ORDERS));
        RecordedExchange exchange =
                new RecordedExchange(Requests.head(method, "http://api.example" + path, headers));
        new Gateway(() -> new RouteTable(List.of(route))).handle(exchange);
        return exchange;
    }
}
