package io.grantway.vault.log;

import static io.grantway.testing.VaultEvents.MEGAN;
import static io.grantway.testing.VaultEvents.NOON;
import static io.grantway.testing.VaultEvents.call;
import static io.grantway.testing.VaultEvents.event;
import static io.grantway.testing.VaultEvents.key;
import static io.grantway.testing.VaultEvents.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import io.grantway.testing.InMemoryVaultCalls;
import io.grantway.testing.Requests;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.VaultAppConfig;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CallResourceTest {
    private static final String KEY = "printpixie-key-0123456789";

    private final InMemoryVaultCalls store = new InMemoryVaultCalls();
    private final CallResource resource =
            new CallResource(
                    store,
                    new AppAuthentication(() ->
                            VaultApps.of(
                                    Map.of(
                                            "Sample",
                                            new VaultConfig(
                                                    null,
                                                    List.of(),
                                                    List.of(
                                                            app("printpixie", KEY),
                                                            app("other", "other-key-0123456789")),
                                                    Duration.ofMinutes(30),
                                                    Duration.ofDays(30),
                                                    1000)))));

    private static VaultAppConfig app(String name, String key) {
        return new VaultAppConfig(name, Secret.of(key), List.of(), List.of(), null);
    }

    private JsonNode asked(String query) {
        Response response =
                resource.ofApp(
                        Requests.get(
                                "https://localhost:8443/vault/v1/calls" + query,
                                "Authorization",
                                "Bearer " + KEY));
        return Json.parse(response.body().text());
    }

    @Test
    void showsAnAppItsOwnLinesOnly() {
        store.add(
                List.of(
                        line(call(NOON, MEGAN), 1),
                        line(call(NOON, key("other", MEGAN.user(), "google-drive")), 2)));

        JsonNode calls = asked("?user=megan@personalemail.com").get("calls");

        assertThat(calls.size()).isEqualTo(1);
        assertThat(calls.get(0).toString())
                .contains(
                        "\"at\":\"2026-03-01T12:00:00Z\"",
                        "\"kind\":\"call\"",
                        "\"provider\":\"google-drive\"",
                        "\"outcome\":\"ok\"",
                        "\"status\":200",
                        "\"tokenHash\":\"0123456789ab\"",
                        "\"requestId\":\"req-1\"");
    }

    @Test
    void letsAnAppNotNameAnother() {
        assertThatThrownBy(() -> asked("?app=other"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("app: is not known here");
    }

    @Test
    void showsAdministratorsAllAppsOrOne() {
        store.add(
                List.of(
                        line(call(NOON, MEGAN), 1),
                        line(call(NOON, key("other", MEGAN.user(), "google-drive")), 2)));

        assertThat(ofWorkspace("").get("calls").size()).isEqualTo(2);
        assertThat(ofWorkspace("?app=other").get("calls").get(0).get("app").asString())
                .isEqualTo("other");
    }

    private JsonNode ofWorkspace(String query) {
        return Json.parse(
                resource.ofWorkspace("Sample", Requests.get("https://localhost:8444/calls" + query))
                        .body()
                        .text());
    }

    @Test
    void leadsThroughAllPages() {
        for (int i = 0; i < 5; i++) {
            store.add(List.of(line(event(NOON.plusSeconds(i), Kind.REFRESH, MEGAN, "ok"), 1)));
        }
        JsonNode first = asked("?limit=2&kind=refresh");
        JsonNode second = asked("?limit=2&cursor=" + first.get("cursor").asString());
        JsonNode third = asked("?limit=2&cursor=" + second.get("cursor").asString());

        assertThat(first.get("calls").size()).isEqualTo(2);
        assertThat(second.get("calls").get(1).get("at").asString())
                .isEqualTo("2026-03-01T12:00:01Z");
        assertThat(third.get("calls").size()).isEqualTo(1);
        assertThat(third.get("cursor").isNull()).isTrue();
    }

    @Test
    void refusesWhoeverIsNoApp() {
        assertThatThrownBy(
                        () -> resource.ofApp(Requests.get("https://localhost:8443/vault/v1/calls")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(401));
    }

    @ParameterizedTest
    @CsvSource({
        "kind=calls, kind: must be one of call",
        "from=yesterday, from: must be a moment",
        "to=12, to: must be a moment",
        "limit=0, limit: must be a number from 1 to 1000",
        "limit=1001, limit: must be a number from 1 to 1000",
        "cursor=x, cursor: must be the cursor of the page before",
        "usr=megan, usr: is not known here",
    })
    void namesTheParameterThatIsWrong(String query, String text) {
        assertThatThrownBy(() -> asked("?" + query))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(400);
                            assertThat(problem.detail()).startsWith(text);
                        });
    }
}
