package io.grantway.gateway;

import static io.grantway.gateway.RouteFixtures.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.gateway.RouteTable.Found;
import io.grantway.testing.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
    private final RouteTable paths =
            new RouteTable(
                    List.of(
                            route("event", "/event"),
                            route("eventExact", "=/event"),
                            route("users", "/users/{id}"),
                            route("me", "/users/me"),
                            route("orders", "/users/{id}/orders"),
                            route("root", "/")));

    @ParameterizedTest
    @CsvSource({
        "/event/1, event",
        "/event, eventExact",
        "/event/, event",
        "/eventful, root",
        "/users/7, users",
        "/users/me, me",
        "/users/me/orders, me",
        "/users/7/orders/3, orders",
        "/users, root",
        "/users/, root",
        "/, root",
    })
    void takesTheMostSpecificPathOfWholeSegments(String path, String name) {
        assertThat(found(paths, "GET", "http://any.example" + path)).isEqualTo(name);
    }

    @Test
    void prefersAnExactHostToAWildcardAndALongWildcardToAShortOne() {
        RouteTable table =
                new RouteTable(
                        List.of(
                                route("any", null, "/deep/path", List.of(), Map.of()),
                                route("wide", "*.example.com", "/", List.of(), Map.of()),
                                route("narrow", "*.eu.example.com", "/", List.of(), Map.of()),
                                route("exact", "api.eu.example.com", "/", List.of(), Map.of())));
        assertThat(found(table, "GET", "http://api.eu.example.com/deep/path")).isEqualTo("exact");
        assertThat(found(table, "GET", "http://x.eu.example.com/deep/path")).isEqualTo("narrow");
        assertThat(found(table, "GET", "http://a.b.example.com/deep/path")).isEqualTo("wide");
        assertThat(found(table, "GET", "http://example.com/deep/path")).isEqualTo("any");
        assertThat(found(table, "GET", "http://example.com/")).isEqualTo("nothing");
    }

    @Test
    void prefersMoreHeadersAndNamedMethods() {
        RouteTable table =
                new RouteTable(
                        List.of(
                                route("plain", null, "/a", List.of(), Map.of()),
                                route("get", null, "/a", List.of("GET"), Map.of()),
                                route("v2", null, "/a", List.of(), Map.of("X-Version", "2"))));
        assertThat(found(table, "GET", "http://h/a", "x-version", "2")).isEqualTo("v2");
        assertThat(found(table, "GET", "http://h/a", "x-version", "3")).isEqualTo("get");
        assertThat(found(table, "POST", "http://h/a")).isEqualTo("plain");
    }

    @Test
    void saysWhichMethodsAPathTakesWhenNoneFits() {
        RouteTable table =
                new RouteTable(
                        List.of(
                                route("a", null, "/a", List.of("GET", "HEAD"), Map.of()),
                                route("b", null, "/a/b", List.of("POST"), Map.of())));
        assertThat(table.find(Requests.head("DELETE", "http://h/a/b")))
                .isEqualTo(new Found.WrongMethod(List.of("GET", "HEAD", "POST")));
    }

    @Test
    void fallsBackToALessSpecificRouteThatTakesTheMethod() {
        RouteTable table =
                new RouteTable(
                        List.of(
                                route("a", null, "/a", List.of(), Map.of()),
                                route("b", null, "/a/b", List.of("POST"), Map.of())));
        assertThat(found(table, "GET", "http://h/a/b")).isEqualTo("a");
    }

    private static String found(RouteTable table, String method, String uri, String... headers) {
        return switch (table.find(Requests.head(method, uri, headers))) {
            case Found.Matched(var route) -> route.name();
            case Found.WrongMethod(var allowed) -> "only " + allowed;
            case Found.Nothing() -> "nothing";
        };
    }
}
