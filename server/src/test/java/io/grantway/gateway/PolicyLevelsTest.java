package io.grantway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Ids;
import io.grantway.catalog.PolicySettings;
import io.grantway.http.HeaderList;
import io.grantway.testing.PolicyCalls;
import io.grantway.testing.RecordedExchange;
import io.grantway.testing.Requests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyLevelsTest {
    private static final String WORKSPACE = PolicyCalls.WORKSPACE;
    private static final UUID API = PolicyCalls.API;
    private static final UUID ROUTE = new UUID(5, 1);
    private static final UUID ACME = Ids.of(WORKSPACE, "consumer", "acme");

    private final PolicyCalls calls =
            new PolicyCalls()
                    .consumers(
                            """
                              - {username: acme, keys: [one]}
                              - {username: other, keys: [two]}
                            """);
    private final List<LeveledPolicy> policies = new ArrayList<>();

    private static PolicySettings settings(String written) {
        return PolicyCalls.read("policies: [{" + written + "}]").policies().getFirst();
    }

    private void made(String written, Map<EntityKind, UUID> owners) {
        policies.add(LeveledPolicy.of(WORKSPACE, owners, settings(written)));
    }

    private void written(Map<EntityKind, UUID> owners, String... list) {
        for (int i = 0; i < list.length; i++) {
            policies.add(
                    new LeveledPolicy(WORKSPACE, owners, OptionalInt.of(i), settings(list[i])));
        }
    }

    private List<Policy> effective() {
        return EffectivePolicies.of(policies)
                .api(new PolicyKind.Site(WORKSPACE, API, "Event"), calls.parts())
                .route(ROUTE);
    }

    private List<String> names() {
        return effective().stream().map(Policy::name).toList();
    }

    private RecordedExchange call(String key) {
        Route route = RouteFixtures.route("a", "/a", effective().toArray(Policy[]::new));
        RecordedExchange exchange =
                new RecordedExchange(Requests.head("GET", "http://api.example/a", "apikey", key));
        RouteTable table = new RouteTable(List.of(route));
        new Gateway(() -> table).handle(exchange);
        return exchange;
    }

    private static Map<EntityKind, UUID> owners(String letters) {
        Map<EntityKind, UUID> owners = new java.util.EnumMap<>(EntityKind.class);
        if (letters.contains("c")) {
            owners.put(EntityKind.CONSUMER, ACME);
        }
        if (letters.contains("r")) {
            owners.put(EntityKind.ROUTE, ROUTE);
        }
        if (letters.contains("a")) {
            owners.put(EntityKind.API, API);
        }
        return owners;
    }

    /// The most specific first.
    private static final List<String> LEVELS = List.of("cra", "cr", "ca", "ra", "c", "r", "a", "");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void theMostSpecificPolicyOfAKindRuns(int first) {
        made("requireKey: {}", Map.of());
        List<String> levels = new ArrayList<>(LEVELS.subList(first, LEVELS.size()));
        Collections.shuffle(levels, new Random(first));
        for (String level : levels) {
            made("answer: {message: l" + level + "}", owners(level));
        }

        assertThat(call("one").answered().body().text())
                .isEqualTo("{\"message\":\"l" + LEVELS.get(first) + "\"}");
    }

    @Test
    void aConsumersOwnPolicyRunsForItsCallsOnly() {
        made("requireKey: {}", owners("a"));
        made("limitRate: {minute: 1}", owners("a"));
        made("limitRate: {minute: 3}", owners("c"));

        assertThat(call("one").forwards()).hasSize(1);
        assertThat(call("one").forwards()).hasSize(1);
        assertThat(call("two").forwards()).hasSize(1);
        assertThat(call("two").answered().status()).isEqualTo(429);
        assertThat(call("one").forwards()).hasSize(1);
        assertThat(call("one").answered().status()).isEqualTo(429);
    }

    @Test
    void aConsumersOwnPolicyWithoutAUsualOneLeavesOthersAlone() {
        made("requireKey: {}", owners("r"));
        made("answer: {statusCode: 404}", owners("c"));

        assertThat(call("one").answered().status()).isEqualTo(404);
        assertThat(call("two").forwards()).hasSize(1);
    }

    @Test
    void policiesOfOtherRoutesApisAndWorkspacesDoNotRun() {
        made("answer: {}", Map.of(EntityKind.ROUTE, new UUID(5, 2)));
        made("answer: {}", Map.of(EntityKind.API, new UUID(1, 2)));
        made("answer: {}", Map.of(EntityKind.API, API, EntityKind.ROUTE, new UUID(5, 2)));
        policies.add(LeveledPolicy.of("Elsewhere", Map.of(), settings("answer: {}")));

        assertThat(effective()).isEmpty();
    }

    @Test
    void oneListRunsAsItIsWritten() {
        written(owners("a"), "limitRate: {minute: 1}", "correlate: {}", "requireKey: {}");

        assertThat(names()).containsExactly("limitRate", "correlate", "requireKey");
    }

    @Test
    void severalLevelsRunByTheUsualOrder() {
        written(Map.of(), "answer: {}", "requireJwt: {}");
        written(owners("a"), "limitRate: {minute: 1}", "requirePassword: {}", "requireKey: {}");
        written(
                owners("r"),
                "correlate: {}",
                "requireGroup: {allow: [x]}",
                "oauth2: {enableClientCredentials: true}");

        assertThat(names())
                .containsExactly(
                        "correlate",
                        "requireJwt",
                        "oauth2",
                        "requireKey",
                        "requirePassword",
                        "requireGroup",
                        "limitRate",
                        "answer");
    }

    @Test
    void whatDependsOnTheConsumerRunsWhenTheConsumerIsKnown() {
        written(owners("a"), "limitRate: {minute: 1}", "correlate: {}", "requireKey: {}");
        made("correlate: {headerName: X-Own}", owners("c"));

        assertThat(names()).containsExactly("requireKey", "correlate", "limitRate");
        RecordedExchange exchange = call("one");
        assertThat(exchange.lastForward().orElseThrow().headers().edits())
                .anyMatch(edit -> edit.name().equals("X-Own"));
    }

    @Test
    void countsOfAnApiAreSharedByItsRoutesAndThoseOfARouteAreNot() {
        made("limitRate: {minute: 1, limitBy: ip}", owners("a"));
        EffectivePolicies.OfApi api =
                EffectivePolicies.of(policies)
                        .api(new PolicyKind.Site(WORKSPACE, API, "Event"), calls.parts());
        Policy one = api.route(ROUTE).getFirst();
        Policy another = api.route(new UUID(5, 2)).getFirst();

        assertThat(calls.decide(one, "GET", "http://a/")).isEqualTo(Decision.PROCEED);
        assertThat(calls.decide(another, "GET", "http://a/")).isInstanceOf(Decision.Answer.class);
        made("limitRate: {minute: 1, limitBy: ip}", owners("r"));
        assertThat(calls.decide(effective().getFirst(), "GET", "http://a/"))
                .isEqualTo(Decision.PROCEED);
    }

    @Test
    void fieldsForTheClientStandOnEveryAnswer() {
        written(
                owners("a"),
                "correlate: {headerName: X-Id, echoDownstream: true}",
                "requireKey: {}");

        assertThat(call("wrong").answered().headers().contains("X-Id")).isTrue();
        assertThat(call("one").forwarding().onHead(200, HeaderList.EMPTY).edits())
                .anyMatch(edit -> edit.name().equals("X-Id"));
    }
}
