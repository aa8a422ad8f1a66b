package io.grantway.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grantway.supply.TokenUnavailable.Reason;
import io.grantway.testing.SupplyFixture;
import io.grantway.testing.TokenIssuer.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What token endpoints answer that the RFC does not say, each over real HTTP.
class OddAnswersTest {
    private final SupplyFixture there = new SupplyFixture();

    @AfterEach
    void close() {
        there.close();
    }

    private Answer json(String body) {
        return Answer.json(body.replace('\'', '"'));
    }

    /// @param seconds of life; nothing for unknown
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'expires_in':600 | | 600",
                "'expires_in':'600' | | 600",
                "'expires_in':600.0 | | 600",
                "'expires_in':600000 | , expiresInUnit: ms | 600",
                "'expires_in':10 | , expiresInUnit: m | 600",
                "'expires_in':99999999999999 | | 31622400",
                "'expires_in':0 | |",
                "'expires_in':-1 | |",
                "'expires_in':'soon' | |",
                "'expires_in':null | |",
                "'x':1 | |",
                "'x':1 | , defaultLifetime: 15m | 900",
                "'expires_in':0 | , defaultLifetime: 15m | 900",
                "'expires_at':1772366700 | | 300",
                "'expires_on':'1772366700' | | 300",
                "'expires_at':1772366700000 | | 300",
                "'.expires':'Sun, 01 Mar 2026 12:05:00 GMT' | | 300",
                "'expires_at':'2026-03-01T12:05:00Z' | | 300",
                "'expires_at':1 | |",
                "'a':{'ttl':600} | `, response: {expiresIn: a.ttl}` | 600",
                "'a.ttl':600 | `, response: {expiresIn: a.ttl}` | 600",
            })
    void readsLivesInEachWayTheyAreTold(String member, String more, Long seconds) {
        there.issuer.answering(_ -> json("{'access_token':'t'," + member + "}"));

        SuppliedToken token = there.source(more == null ? "" : more).token();

        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(token.until())
                .isEqualTo(
                        Optional.ofNullable(seconds)
                                .map(it -> there.clock.instant().plusSeconds(it)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'access_token':'t','token_type':'bearer'} | | Bearer t",
                "{'access_token':'t'} | | Bearer t",
                "{'access_token':'t','token_type':'Zoho-oauthtoken'} | | Zoho-oauthtoken t",
                "{'ok':true,'authed_user':{'access_token':'t'}}"
                        + " | `, response: {accessToken: authed_user.access_token}` | Bearer t",
                "{'error':'','access_token':'t'} | | Bearer t",
            })
    void readsTokensWhereTheServerPutsThem(String body, String more, String expected) {
        there.issuer.answering(_ -> json(body));

        SuppliedToken token = there.source(more == null ? "" : more).token();

        assertThat(token.type() + " " + token.value().expose(it -> it)).isEqualTo(expected);
    }

    @Test
    void readsAnAnswerThatIsAForm() {
        there.issuer.answering(_ ->
                new Answer(
                        200,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        "access_token=t&scope=a%20b&token_type=bearer&expires_in=60"));

        SuppliedToken token = there.source("").token();

        assertThat(token.scopes()).contains("a b");
        assertThat(token.until()).contains(there.clock.instant().plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | text/html | <html>Log in</html> | ODD_ANSWER | answered HTML with status"
                        + " 200",
                "200 | application/json | <html> | ODD_ANSWER | answered HTML with status 200",
                "200 | text/html | {'access_token':'t'} | ODD_ANSWER | HTML",
                "200 | application/json | [] | ODD_ANSWER | no JSON object",
                "200 | application/json | {'access_token' | ODD_ANSWER | no JSON object",
                "200 | image/png | x | ODD_ANSWER | image/png with status 200",
                "200 | application/json | `` | ODD_ANSWER | answered nothing with status 200",
                "200 | application/json | {'token_type':'Bearer'} | ODD_ANSWER | without"
                        + " access_token",
                "200 | application/json | {'access_token':7} | ODD_ANSWER | without access_token",
                "200 | application/json | {'access_token':'a b'} | ODD_ANSWER | header field",
                "200 | application/json | {'access_token':'t','token_type':'a b'} | ODD_ANSWER |"
                        + " word",
                "200 | application/json | {'error':'invalid_client'} | DEFINITION | invalid_client",
                "200 | application/json | {'ok':false,'error':'x'} | ODD_ANSWER | status 200 and x",
                "200 | application/json | {'ok':false,'access_token':'t'} | ODD_ANSWER | status"
                        + " 200",
                "302 | text/html | x | ODD_ANSWER | redirect (302) to https://login.example,",
                "400 | application/json | {'error':'invalid_grant'} | GRANT | invalid_grant",
                "400 | application/json | {'error':'invalid_scope'} | DEFINITION | invalid_scope",
                "401 | application/json | {'error':'invalid_client'} | DEFINITION | invalid_client",
                "401 | text/plain | no | DEFINITION | status 401",
                "403 | application/json | {'error':'unauthorized_client'} | DEFINITION |"
                        + " unauthorized",
                "403 | text/html | no | ODD_ANSWER | status 403",
                "404 | text/html | no | ODD_ANSWER | status 404",
                "400 | application/json | {'error':'temporarily_unavailable'} | TRANSIENT |"
                        + " temporarily",
                "408 | text/plain | x | TRANSIENT | status 408",
                "429 | text/plain | x | TRANSIENT | status 429",
                "500 | text/html | <html> | TRANSIENT | status 500",
                "503 | application/json | {'error':'invalid_client'} | TRANSIENT | status 503",
            })
    void tellsWhatWasWrongAndWhoseFaultItIs(
            int status, String type, String body, Reason reason, String text) {
        there.issuer.answering(_ ->
                new Answer(
                        status,
                        Map.of(
                                "Content-Type",
                                type,
                                "Location",
                                "https://login.example/a?code=planted"),
                        body.replace('\'', '"')));

        TokenUnavailable why =
                catchThrowableOfType(TokenUnavailable.class, there.source("")::token);

        assertThat(why.reason()).isEqualTo(reason);
        assertThat(why)
                .hasMessageContaining("security definition \"Okta\"")
                .hasMessageContaining(text)
                .hasMessageNotContaining("planted");
        assertThat(there.supply.attempts("Sample", "Okta"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.failure()).contains(reason);
                    assertThat(it.status()).isEqualTo(status);
                    assertThat(it.text()).contains(text);
                });
    }

    @Test
    void readsNoMoreThanIsAllowed() {
        there.issuer.answering(_ -> Answer.json("{\"access_token\":\"" + "x".repeat(10 << 20)));

        TokenUnavailable why =
                catchThrowableOfType(TokenUnavailable.class, there.source("")::token);

        assertThat(why.reason()).isEqualTo(Reason.ODD_ANSWER);
        assertThat(why).hasMessageContaining("the token endpoint http://127.0.0.1");
    }

    @Test
    void hidesWhatCouldBeASecretInTheTextOfAnError() {
        there.issuer.answering(_ ->
                json(
                        "{'error':'invalid_client','error_description':'the secret"
                                + " Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6 <b>is</b> wrong'}"));

        TokenUnavailable why =
                catchThrowableOfType(TokenUnavailable.class, there.source("")::token);

        assertThat(why)
                .hasMessageContaining("invalid_client (the secret … 'b'is'/b' wrong)")
                .hasMessageNotContaining("Zm9v");
    }

    @Test
    void asksAgainWhenTheServerWantsTo() {
        there.issuer.answering(_ -> Answer.error(429, "slow_down").with("Retry-After", "30"));
        TokenSource source = there.source("");

        for (int i = 0; i < 3; i++) {
            TokenUnavailable why = catchThrowableOfType(TokenUnavailable.class, source::token);
            assertThat(why.retryAfter()).contains(Duration.ofSeconds(30));
            there.clock.forward(Duration.ofSeconds(9));
        }
        assertThat(there.issuer.count()).isEqualTo(1);
        there.clock.forward(Duration.ofSeconds(4));
        assertThatThrownBy(source::token).isInstanceOf(TokenUnavailable.class);
        assertThat(there.issuer.count()).isEqualTo(2);
    }

    @Test
    void leavesADeadDefinitionAloneUntilItIsChanged() {
        there.issuer.answering(_ -> Answer.error(401, "invalid_client"));
        TokenSource source = there.source("");
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(source::token).isInstanceOf(TokenUnavailable.class);
            there.clock.forward(Duration.ofSeconds(10));
        }
        assertThat(there.issuer.count()).isEqualTo(1);

        there.issuer.answering(_ -> json("{'access_token':'t'}"));
        assertThat(there.source(", scopes: [other]").token().type()).isEqualTo("Bearer");
        there.clock.forward(Duration.ofMinutes(5));
        assertThat(source.token().type()).isEqualTo("Bearer");
    }
}
