package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What calls come to whose token server answers in an odd way: a token, or an error that says what
/// is wrong.
class OddTokenAnswersTest {
    static final OddTokenServer ODD = new OddTokenServer();

    @RegisterExtension
    static final OutgoingServers SERVERS =
            new OutgoingServers("odd-token-answers.yaml").with("ODD", ODD.uri().toString());

    @BeforeAll
    static void deploy() throws Exception {
        SERVERS.deploy(
                "Through",
                """
                import io.grantway.service.*;
                import java.util.Map;

                public class Through implements Service {
                    @Override
                    public Object handle(Call call) {
                        return call.rest(call.input("connection")).get(Map.of("client_id", "c1")).tree();
                    }
                }
                """);
        Waiting.until(
                java.time.Duration.ofSeconds(10),
                () -> {
                    try {
                        return through("text").status() == 200;
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                () -> "the service is not there:\n" + SERVERS.server().log());
    }

    @AfterAll
    static void close() {
        ODD.close();
    }

    private static Answer through(String connection) throws java.io.IOException {
        return SERVERS.at("/through?connection=" + connection);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-lifetime",
                "zero",
                "negative",
                "text",
                "milliseconds",
                "no-type",
                "nested"
            })
    void makesTheBestOfAnAnswerThatHasAToken(String kind) throws Exception {
        for (int i = 0; i < 3; i++) {
            Answer answer = through(kind);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        }

        assertThat(ODD.asked(kind)).isEqualTo(1);
        assertThat(SERVERS.billing().calls().getLast().token()).isEqualTo("opaque-" + kind);
    }

    @ParameterizedTest
    @CsvSource({
        "html, HTML",
        "redirect, 302",
        "huge, more than",
        "drip, did not answer within",
        "error-in-200, incorrect_client_credentials",
        "no-token, access_token",
        "array, JSON",
        "invalid-client, invalid_client",
        "busy, 429",
        "broken, 500",
    })
    void saysWhatIsWrongWithAnAnswerThatHasNone(String kind, String said) throws Exception {
        int before = SERVERS.billing().calls().size();

        Answer answer = through(kind);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.text("detail")).contains("Odd " + kind).containsIgnoringCase(said);
        assertThat(SERVERS.billing().calls()).hasSize(before);
    }

    @Test
    void passesOnWhenItIsWorthAnotherTry() throws Exception {
        Answer answer = through("busy");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 7);
    }
}
