package io.grantway.vault.oauth1;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.HttpTimes;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Limits;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.AccountUnavailable.Reason;
import io.grantway.vault.OAuth1Config;
import io.grantway.vault.OAuth1Signer;
import io.grantway.vault.SignedCall;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The signed requests of the three legs, and what their answers say. Blocks.
final class SignedRequests {
    /// As long as a busy provider may take while a user waits.
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(30), 64 * 1024);

    /// Less than any provider refuses, and more than `Date` and the way here blur.
    private static final Duration NOTABLE = Duration.ofSeconds(30);

    /// A word of the extension "Problem Reporting" and no more, so that nothing an answer repeats
    /// of the request gets into a text.
    private static final Pattern PROBLEM = Pattern.compile("oauth_problem=\"?([a-z_]{1,40})");

    private static final String STALE = "timestamp_refused";

    /// Problems that only the operator can mend.
    private static final Set<String> OF_THE_CLIENT =
            Set.of(
                    "consumer_key_unknown",
                    "consumer_key_rejected",
                    "consumer_key_refused",
                    "signature_invalid",
                    "signature_method_rejected",
                    STALE,
                    "version_rejected",
                    "parameter_absent",
                    "parameter_rejected");

    private final Outgoing outgoing;
    private final InstantSource clock;
    private final RandomGenerator random;

    SignedRequests(Outgoing outgoing, InstantSource clock, RandomGenerator random) {
        this.outgoing = outgoing;
        this.clock = clock;
        this.random = random;
    }

    /// Sends one request, and a second time where the first was refused by a server whose clock
    /// goes otherwise, unless it says that something else is wrong.
    ///
    /// @param others parameters of the protocol
    /// @param refused why there is no account when the answer is a refusal without a known word
    /// @throws AccountUnavailable where the answer holds no parameters
    Parameters ask(
            OAuth1Config config,
            String method,
            URI uri,
            Map<String, String> others,
            boolean inQuery,
            Reason refused) {
        OAuth1Signer signer = new OAuth1Signer(config, clock, random);
        SignedCall call = new SignedCall(method, uri, Optional.empty(), Body.EMPTY);
        OutgoingAnswer answer = send(signer, call, others, inQuery, Duration.ZERO);
        if (isRefusal(answer) && problem(answer).filter(word -> !word.equals(STALE)).isEmpty()) {
            Optional<Duration> ahead = ahead(answer);
            if (ahead.isPresent()) {
                answer = send(signer, call, others, inQuery, ahead.get());
            }
        }
        return read(answer, refused);
    }

    private OutgoingAnswer send(
            OAuth1Signer signer,
            SignedCall call,
            Map<String, String> others,
            boolean inQuery,
            Duration ahead) {
        URI uri = inQuery ? inQuery(signer, call, others, ahead) : call.uri();
        OutgoingRequest request =
                new OutgoingRequest(
                        call.method(),
                        uri,
                        Trust.CONFIGURED,
                        HeaderList.EMPTY,
                        Body.EMPTY,
                        LIMITS,
                        false,
                        Optional.empty());
        if (!inQuery) {
            request =
                    request.with(
                            "Authorization",
                            signer.authorization(call, others, ahead).expose(text -> text));
        }
        try {
            return outgoing.fetch(request);
        } catch (OutgoingFailure e) {
            throw new AccountUnavailable(
                    Reason.LATER, String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private static URI inQuery(
            OAuth1Signer signer, SignedCall call, Map<String, String> others, Duration ahead) {
        try {
            return signer.inQuery(call, others, ahead);
        } catch (IllegalArgumentException e) {
            throw new AccountUnavailable(
                    Reason.PROVIDER_SETTINGS, String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private static boolean isRefusal(OutgoingAnswer answer) {
        return answer.status() == 400 || answer.status() == 401 || answer.status() == 403;
    }

    /// How far the server's clock is ahead of ours; empty where they agree.
    private Optional<Duration> ahead(OutgoingAnswer answer) {
        return answer.headers()
                .first("Date")
                .flatMap(HttpTimes::date)
                .map(there -> Duration.between(clock.instant(), there))
                .filter(difference -> difference.abs().compareTo(NOTABLE) > 0);
    }

    private Parameters read(OutgoingAnswer answer, Reason refused) {
        int status = answer.status();
        if (status == 200 || status == 201) {
            try {
                return Parameters.parse(answer.body().text().strip());
            } catch (Problem e) {
                throw new AccountUnavailable(
                        Reason.PROVIDER_SETTINGS,
                        "the provider's answer is no form",
                        Optional.empty());
            }
        }
        Optional<String> word = problem(answer);
        String text =
                "the provider answered " + status + word.map(each -> " (" + each + ")").orElse("");
        if (status == 429 || status >= 500) {
            throw new AccountUnavailable(
                    Reason.LATER,
                    text,
                    HttpTimes.retryAfter(answer.headers(), clock.instant())
                            .filter(Duration::isPositive));
        }
        boolean client = !isRefusal(answer) || word.filter(OF_THE_CLIENT::contains).isPresent();
        throw new AccountUnavailable(
                client ? Reason.PROVIDER_SETTINGS : refused, text, Optional.empty());
    }

    private static Optional<String> problem(OutgoingAnswer answer) {
        String fields = String.join(" ", answer.headers().all("WWW-Authenticate"));
        Matcher word = PROBLEM.matcher(fields + " " + answer.body().text());
        return word.find() ? Optional.of(word.group(1)) : Optional.empty();
    }
}
