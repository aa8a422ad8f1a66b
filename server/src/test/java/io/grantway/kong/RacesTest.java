package io.grantway.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Response;
import io.grantway.testing.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import tools.jackson.databind.JsonNode;

/// The same credential, spent by many at the same moment.
class RacesTest {
    private static final String CLIENT = "&client_id=clientid&client_secret=clientid-secret";
    private static final int CROWD = 8;

    private final KongBench bench = new KongBench();

    private List<Response> crowd(String form) throws Exception {
        OAuth2Endpoints endpoints = bench.endpoints(KongBench.API);
        List<Callable<Response>> all = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            all.add(() -> endpoints.handle(KongBench.tokenForm(form)));
        }
        return AtOnce.call(all);
    }

    private static List<JsonNode> winners(List<Response> responses) {
        return responses.stream()
                .filter(response -> response.status() == 200)
                .map(KongBench::json)
                .toList();
    }

    @RepeatedTest(10)
    void letsOneOfManyRedeemACode() throws Exception {
        String code = bench.code("");

        List<Response> responses = crowd("grant_type=authorization_code&code=" + code + CLIENT);

        assertThat(winners(responses)).hasSize(1);
        assertThat(bench.accepted(winners(responses).getFirst())).isPresent();
    }

    @RepeatedTest(10)
    void letsNobodyKeepACodeThatManyRedeemedUnderStrictTerms() throws Exception {
        bench.settings.strict = true;
        String code = bench.code("");

        List<Response> responses = crowd("grant_type=authorization_code&code=" + code + CLIENT);

        assertThat(winners(responses)).hasSize(1);
        assertThat(bench.accepted(winners(responses).getFirst())).isEmpty();
    }

    @RepeatedTest(10)
    void letsOneOfManyUseARefreshToken() throws Exception {
        JsonNode first = password();

        List<Response> responses = crowd(refresh(first));

        assertThat(winners(responses)).hasSize(1);
        assertThat(bench.accepted(winners(responses).getFirst())).isPresent();
        assertThat(bench.accepted(first)).isEmpty();
    }

    @RepeatedTest(10)
    void letsManyReuseARefreshTokenAndTheLastOneWins() throws Exception {
        bench.settings.reuseRefreshToken = true;
        JsonNode first = password();

        List<Response> responses = crowd(refresh(first));

        assertThat(winners(responses)).hasSize(CROWD);
        assertThat(winners(responses).stream().filter(it -> bench.accepted(it).isPresent()))
                .hasSize(1);
        assertThat(bench.evicted).hasSize(CROWD);
    }

    private JsonNode password() {
        return bench.token(
                "grant_type=password&provision_key=provisionkey&authenticated_userid=alice"
                        + CLIENT);
    }

    private static String refresh(JsonNode token) {
        return "grant_type=refresh_token&refresh_token="
                + token.get("refresh_token").stringValue()
                + CLIENT;
    }
}
