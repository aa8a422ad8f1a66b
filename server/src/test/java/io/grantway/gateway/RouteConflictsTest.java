package io.grantway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteConflictsTest {
    @Test
    void findsTwoRoutesOfOnePathHoweverTheirVariablesAreNamed() {
        Route.Match one = match("one", "/users/{id}");
        Route.Match two = match("two", "/users/{name}");
        assertThat(RouteConflicts.among(List.of(one, two)))
                .containsExactly(new RouteConflicts.Pair(one, two));
    }

    @Test
    void findsRoutesThatShareAMethod() {
        Route.Match one = match("one", null, "/a", List.of("GET", "PUT"), Map.of());
        Route.Match two = match("two", null, "/a", List.of("PUT"), Map.of());
        assertThat(RouteConflicts.among(List.of(one, two))).hasSize(1);
    }

    @Test
    void leavesRoutesAloneOfWhichOneIsMoreSpecific() {
        assertThat(
                        RouteConflicts.among(
                                List.of(
                                        match("prefix", "/a"),
                                        match("exact", "=/a"),
                                        match("host", "h.example", "/a", List.of(), Map.of()),
                                        match("get", null, "/a", List.of("GET"), Map.of()),
                                        match("header", null, "/a", List.of(), Map.of("X", "1")),
                                        match(
                                                "otherHeader",
                                                null,
                                                "/a",
                                                List.of(),
                                                Map.of("x", "2")))))
                .isEmpty();
    }

    private static Route.Match match(String name, String path) {
        return RouteFixtures.route(name, path).match();
    }

    private static Route.Match match(
            String name,
            @Nullable String host,
            String path,
            List<String> methods,
            Map<String, String> headers) {
        return RouteFixtures.route(name, host, path, methods, headers).match();
    }
}
