package io.grantway.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Headers;
import io.grantway.testing.ProviderFixture;
import io.grantway.vault.ProviderApi.Refused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedCredentialTest {
    private static final Headers JSON = Headers.of("Content-Type", "application/json");

    private static RefusedCredential by(Refused... rules) {
        return new RefusedCredential(
                ProviderFixture.of("p", "https://p.example").refused(rules).api());
    }

    @ParameterizedTest
    @CsvSource({
        "401, '', true",
        "403, '', false",
        "200, '', false",
        "401, 'Bearer error=\"invalid_token\"', true",
        "403, 'Bearer error=\"invalid_token\"', true",
        "401, 'Bearer error=\"insufficient_scope\"', false",
        "401, 'Bearer error = insufficient_scope', false",
        "200, 'Bearer error=\"invalid_token\"', false",
    })
    void knowsItByStatusAndChallenge(int status, String challenge, boolean refused) {
        Headers headers =
                challenge.isEmpty() ? HeaderList.EMPTY : Headers.of("WWW-Authenticate", challenge);

        assertThat(by().saidBy(status, headers)).isEqualTo(refused);
        assertThat(by().mayBeSaidInBody(status, headers)).isFalse();
    }

    @Test
    void knowsTheStatusOfAProvider() {
        RefusedCredential rules = by(new Refused(403, Optional.empty(), List.of()));

        assertThat(rules.saidBy(403, HeaderList.EMPTY)).isTrue();
        assertThat(rules.saidBy(404, HeaderList.EMPTY)).isFalse();
        assertThat(
                        rules.saidBy(
                                403,
                                Headers.of("WWW-Authenticate", "Bearer error=insufficient_scope")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ok\":false,\"error\":\"invalid_auth\"}|true",
                "{\"ok\":false,\"error\":\"not_in_channel\"}|false",
                "{\"ok\":true}|false",
                "{\"error\":null}|false",
                "{\"ok\":false,\"error\":\"inva|false",
                "[]|false",
            })
    void knowsWhatABodySays(String body, boolean refused) {
        RefusedCredential rules =
                by(
                        new Refused(
                                200,
                                Optional.of("error"),
                                List.of("invalid_auth", "token_expired")));

        assertThat(rules.mayBeSaidInBody(200, JSON)).isTrue();
        assertThat(rules.saidBy(200, JSON)).isFalse();
        assertThat(rules.saidBy(200, Body.of(body))).isEqualTo(refused);
        assertThat(rules.saidBy(400, Body.of(body))).isFalse();
    }

    @Test
    void looksDeepAndTakesAnyValueWhereNoneIsNamed() {
        RefusedCredential any = by(new Refused(400, Optional.of("a.b"), List.of()));
        RefusedCredential falsy = by(new Refused(400, Optional.of("a.b"), List.of("false")));

        assertThat(any.saidBy(400, Body.of("{\"a\":{\"b\":1}}"))).isTrue();
        assertThat(
                        by(new Refused(400, Optional.of("e.0.c"), List.of("X")))
                                .saidBy(400, Body.of("{\"e\":[{\"c\":\"X\"}]}")))
                .isTrue();
        assertThat(any.saidBy(400, Body.of("{\"a\":{}}"))).isFalse();
        assertThat(falsy.saidBy(400, Body.of("{\"a\":{\"b\":false}}"))).isTrue();
        assertThat(falsy.saidBy(400, Body.of("{\"a\":{\"b\":true}}"))).isFalse();
    }

    @Test
    void leavesBodiesAloneThatCannotBeIt() {
        RefusedCredential rules = by(new Refused(200, Optional.of("error"), List.of()));

        assertThat(rules.mayBeSaidInBody(200, Headers.of("Content-Type", "image/png"))).isFalse();
        assertThat(rules.mayBeSaidInBody(404, JSON)).isFalse();
        assertThat(
                        rules.mayBeSaidInBody(
                                200,
                                Headers.of(
                                        "Content-Type",
                                        "application/json",
                                        "Content-Length",
                                        "20000")))
                .isFalse();
        assertThat(
                        rules.mayBeSaidInBody(
                                200,
                                Headers.of(
                                        "Content-Type",
                                        "application/json",
                                        "Content-Encoding",
                                        "gzip")))
                .isFalse();
    }
}
