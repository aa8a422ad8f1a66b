package io.grantway.vault.oauth1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.Parameters;
import io.grantway.testing.TestClock;
import io.grantway.vault.Access;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.AccountUnavailable.Reason;
import io.grantway.vault.OAuth1Config;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import io.grantway.vault.oauth1.ThreeLegged.Temporary;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreeLeggedTest {
    private static final URI CALLBACK =
            URI.create("https://localhost:8443/connect/callback?a=b c".replace(" ", "%20"));
    private static final Temporary TEMPORARY = new Temporary("temp", Secret.of("shared"));
    private final TestClock clock = new TestClock();
    private final Answers answers = new Answers();
    private final ThreeLegged legs = new ThreeLegged(answers, clock, new SecureRandom());

    /// Gives the answers that a test said, one by one, and keeps the requests.
    private static final class Answers implements Outgoing {
        private final Deque<OutgoingAnswer> next = new ArrayDeque<>();
        private final List<OutgoingRequest> requests = new ArrayList<>();

        Answers then(int status, String body, String... headers) {
            next.add(
                    new OutgoingAnswer(
                            URI.create("https://p.example/"),
                            status,
                            HeaderList.of(headers),
                            Body.of(body)));
            return this;
        }

        @Override
        public OutgoingAnswer fetch(OutgoingRequest request) {
            requests.add(request);
            if (next.isEmpty()) {
                throw new OutgoingFailure(
                        OutgoingFailure.Reason.UNREACHABLE, request.uri(), "is not there");
            }
            return next.remove();
        }

        String authorization(int index) {
            return requests.get(index).headers().first("Authorization").orElse("");
        }

        @Override
        public void close() {}
    }

    private static Access.OAuth1 access(
            SignatureMethod method, boolean inQuery, boolean callbackAtAuthorization) {
        return new Access.OAuth1(
                new OAuth1Config("key", Secret.of("hidden"), null, null, method, null, null, false),
                URI.create("https://p.example/request?lang=en"),
                URI.create("https://p.example/authorize"),
                Map.of("perms", "read"),
                URI.create("https://p.example/access"),
                "POST",
                "GET",
                inQuery,
                callbackAtAuthorization,
                new Access.Revocation(Access.Revocation.Style.NONE, Optional.empty()));
    }

    private static Access.OAuth1 usual() {
        return access(SignatureMethod.HMAC_SHA1, false, false);
    }

    private static AccountUnavailable unavailable(Runnable call) {
        try {
            call.run();
        } catch (AccountUnavailable e) {
            return e;
        }
        throw new AssertionError("it went well");
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    @Test
    void asksForTemporaryCredentialsWithTheCallback() {
        answers.then(
                200, "oauth_token=t%2F1&oauth_token_secret=s%201&oauth_callback_confirmed=true\n");

        Temporary temporary = legs.temporary(usual(), CALLBACK);

        assertThat(temporary).isEqualTo(new Temporary("t/1", Secret.of("s 1")));
        OutgoingRequest request = answers.requests.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("https://p.example/request?lang=en");
        assertThat(answers.authorization(0))
                .contains(
                        "oauth_callback=\"https%3A%2F%2Flocalhost%3A8443%2Fconnect%2Fcallback%3Fa%3Db%2520c\"")
                .doesNotContain("oauth_token=");
    }

    /// Otherwise one who starts a flow could let another end it.
    @ParameterizedTest
    @CsvSource({"''", "'&oauth_callback_confirmed=false'", "'&oauth_callback_confirmed='"})
    void refusesCredentialsWhoseCallbackIsNotConfirmed(String rest) {
        answers.then(200, "oauth_token=t&oauth_token_secret=s" + rest);

        AccountUnavailable failure = unavailable(() -> legs.temporary(usual(), CALLBACK));
        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_SETTINGS);
        assertThat(failure).hasMessageContaining("did not confirm the callback");
    }

    @Test
    void tellsTheCallbackAtTheAuthorizationWhereTheProviderWantsItThere() {
        Access.OAuth1 old = access(SignatureMethod.HMAC_SHA1, false, true);
        answers.then(200, "oauth_token=t&oauth_token_secret=s")
                .then(200, "oauth_token=u&oauth_token_secret=v");

        Temporary temporary = legs.temporary(old, CALLBACK);

        assertThat(answers.authorization(0)).doesNotContain("oauth_callback");
        assertThat(legs.authorize(old, temporary, CALLBACK))
                .hasToString(
                        "https://p.example/authorize?perms=read&oauth_token=t&oauth_callback="
                            + "https%3A%2F%2Flocalhost%3A8443%2Fconnect%2Fcallback%3Fa%3Db%2520c");
        assertThat(legs.token(old, temporary, Optional.empty()).credential().token())
                .isEqualTo(Secret.of("u"));
    }

    @Test
    void sendsTheBrowserWithTheTokenAlone() {
        assertThat(legs.authorize(usual(), TEMPORARY, CALLBACK))
                .hasToString("https://p.example/authorize?perms=read&oauth_token=temp");
    }

    @Test
    void tradesTheVerifierForATokenAndKeepsWhatElseTheAnswerSays() {
        answers.then(
                200,
                "oauth_token=user&oauth_token_secret=&user_nsid=12%40N0&fullname=J%C3%BCrg+B"
                        + "&oauth_session_handle=h");

        ThreeLegged.Token token = legs.token(usual(), TEMPORARY, Optional.of("ver"));

        assertThat(token.credential().token()).isEqualTo(Secret.of("user"));
        assertThat(token.credential().shared().isEmpty()).isTrue();
        assertThat(token.metadata()).isEqualTo(Map.of("user_nsid", "12@N0", "fullname", "Jürg B"));
        assertThat(answers.requests.getFirst().method()).isEqualTo("GET");
        assertThat(answers.authorization(0))
                .contains("oauth_token=\"temp\"", "oauth_verifier=\"ver\"");
    }

    @Test
    void refusesACallbackWithoutVerifier() {
        AccountUnavailable failure =
                unavailable(() -> legs.token(usual(), TEMPORARY, Optional.empty()));
        assertThat(failure.reason()).isEqualTo(Reason.RECONNECT);
        assertThat(answers.requests).isEmpty();
    }

    @Test
    void signsInTheQueryWhereTheProviderReadsItThere() {
        answers.then(200, "oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true");

        legs.temporary(access(SignatureMethod.HMAC_SHA256, true, false), CALLBACK);

        OutgoingRequest request = answers.requests.getFirst();
        Parameters query = Parameters.parse(request.uri().getRawQuery());
        assertThat(request.headers().contains("Authorization")).isFalse();
        assertThat(query.first("lang")).contains("en");
        assertThat(query.first("oauth_callback")).contains(CALLBACK.toString());
        assertThat(query.first("oauth_signature").orElse("")).isNotEmpty();
    }

    @Test
    void sendsNoSecretInAnAddress() {
        AccountUnavailable failure =
                unavailable(() ->
                        legs.temporary(access(SignatureMethod.PLAINTEXT, true, false), CALLBACK));
        assertThat(failure.reason()).isEqualTo(Reason.PROVIDER_SETTINGS);
        assertThat(failure).hasMessage("PLAINTEXT cannot stand in the query");
        assertThat(answers.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-600", "86400"})
    void tellsTheTimeOfTheServerAfterARefusal(long ahead) {
        Instant there = clock.instant().plusSeconds(ahead);
        answers.then(401, "oauth_problem=timestamp_refused", "Date", date(there))
                .then(200, "oauth_token=t&oauth_token_secret=s");

        legs.token(usual(), TEMPORARY, Optional.of("v"));

        assertThat(answers.requests).hasSize(2);
        assertThat(answers.authorization(1))
                .contains("oauth_timestamp=\"" + there.getEpochSecond() + "\"");
    }

    @Test
    void asksOnceWhereSomethingElseIsWrong() {
        String date = date(clock.instant().plusSeconds(600));
        answers.then(401, "oauth_problem=token_rejected", "Date", date);

        assertThatThrownBy(() -> legs.token(usual(), TEMPORARY, Optional.of("v")))
                .isInstanceOf(AccountUnavailable.class);
        assertThat(answers.requests).hasSize(1);
    }

    @Test
    void asksOnceWhereTheClocksAgree() {
        answers.then(401, "no", "Date", date(clock.instant().plus(Duration.ofSeconds(5))));

        assertThatThrownBy(() -> legs.token(usual(), TEMPORARY, Optional.of("v")))
                .isInstanceOf(AccountUnavailable.class);
        assertThat(answers.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, oauth_problem=token_rejected&x=shared, RECONNECT,"
                + " the provider answered 401 (token_rejected)",
        "401, oauth_problem=consumer_key_unknown, PROVIDER_SETTINGS,"
                + " the provider answered 401 (consumer_key_unknown)",
        "400, hidden and shared, RECONNECT, the provider answered 400",
        "404, nothing, PROVIDER_SETTINGS, the provider answered 404",
        "302, '', PROVIDER_SETTINGS, the provider answered 302",
        "503, <html>, LATER, the provider answered 503",
        "429, slow, LATER, the provider answered 429",
        "200, <html>%</html>, PROVIDER_SETTINGS, the provider's answer is no form",
        "200, oauth_token=x, PROVIDER_SETTINGS, the provider's answer has no oauth_token_secret",
        "200, oauth_token=&oauth_token_secret=y, PROVIDER_SETTINGS,"
                + " the provider's answer has no oauth_token"
    })
    void saysWhyThereIsNoToken(int status, String body, Reason reason, String text) {
        answers.then(status, body, "Retry-After", "7");

        AccountUnavailable failure =
                unavailable(() -> legs.token(usual(), TEMPORARY, Optional.of("v")));
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessage(text);
        assertThat(failure.retryAfter().isPresent()).isEqualTo(reason == Reason.LATER);
    }

    @Test
    void saysLaterWhereNobodyAnswers() {
        AccountUnavailable failure = unavailable(() -> legs.temporary(usual(), CALLBACK));
        assertThat(failure.reason()).isEqualTo(Reason.LATER);
        assertThat(failure).hasMessage("https://p.example is not there");
    }

    @Test
    void printsNothingSecret() {
        answers.then(200, "oauth_token=planted&oauth_token_secret=planted&user=planted");

        assertThat(legs.token(usual(), TEMPORARY, Optional.of("v")).toString())
                .doesNotContain("planted");
        assertThat(new Temporary("planted", Secret.of("planted")).toString())
                .doesNotContain("planted");
    }
}
