package io.grantway.gateway;

import static io.grantway.gateway.RouteFixtures.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteConflictsTest {
    @Test
    void findsTwoRoutesOfOnePathHoweverTheirVariablesAreNamed() {
        Route one = route("one", "/users/{id}");
        Route two = route("two", "/users/{name}");
        assertThat(RouteConflicts.among(List.of(one, two)))
                .containsExactly(new RouteConflicts.Pair(one, two));
    }

    @Test
    void findsRoutesThatShareAMethod() {
        Route one = route("one", null, "/a", List.of("GET", "PUT"), Map.of());
        Route two = route("two", null, "/a", List.of("PUT"), Map.of());
        assertThat(RouteConflicts.among(List.of(one, two))).hasSize(1);
    }

    @Test
    void leavesRoutesAloneOfWhichOneIsMoreSpecific() {
        assertThat(
                        RouteConflicts.among(
                                List.of(
                                        route("prefix", "/a"),
                                        route("exact", "=/a"),
                                        route("host", "h.example", "/a", List.of(), Map.of()),
                                        route("get", null, "/a", List.of("GET"), Map.of()),
                                        route("header", null, "/a", List.of(), Map.of("X", "1")),
                                        route(
                                                "otherHeader",
                                                null,
                                                "/a",
                                                List.of(),
                                                Map.of("x", "2")))))
                .isEmpty();
    }
}
