package io.grantway.vault.mapping;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.HttpTimes;
import io.grantway.http.OriginTls;
import io.grantway.http.OutgoingPool;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.PoolSettings;
import io.grantway.http.PooledAnswer;
import io.grantway.http.PooledRequest;
import io.grantway.http.PooledRequest.Content;
import io.grantway.http.RetryBudget;
import io.grantway.http.SendFailure;
import io.grantway.http.SendFailure.Progress;
import io.grantway.http.SendFailure.Reason;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.ApiAddress;
import io.grantway.vault.Credential;
import io.grantway.vault.CredentialPlacement;
import io.grantway.vault.CredentialPlacement.Placed;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.Provider;
import io.grantway.vault.RefusedCredential;
import io.grantway.vault.SignedCall;
import io.grantway.vault.mapping.RequestTemplate.Filled;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sends requests to one provider, with the credentials of accounts there. Blocks. Thread-safe.
final class ProviderSender {
    private static final int CONNECTIONS = 100;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LARGEST = 8 << 20;
    private static final int MOST_RETRIES = 2;
    private static final int RETRIED_PERCENT = 10;
    private static final int TOO_MANY = 429;
    private static final Set<String> IDEMPOTENT = Set.of("GET", "PUT", "DELETE");

    /// Who is asked to wait longer is told so, and may know better what to do.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final Provider provider;
    private final InterfaceMeans means;
    private final OutgoingPool pool;
    private final CredentialPlacement placement;
    private final RefusedCredential refused;
    private final RetryBudget budget = new RetryBudget(RETRIED_PERCENT);

    ProviderSender(Provider provider, InterfaceMeans means) {
        this.provider = provider;
        this.means = means;
        this.pool =
                means.pools()
                        .open(
                                new PoolSettings(
                                        CONNECTIONS,
                                        CONNECT,
                                        true,
                                        OriginTls.USUAL,
                                        Optional.empty()));
        this.placement = new CredentialPlacement(provider, means.clock(), means.random());
        this.refused = new RefusedCredential(provider.api());
    }

    Provider provider() {
        return provider;
    }

    void retire() {
        pool.retire();
    }

    /// @param deadlineNanos by [System#nanoTime], of all tries together
    /// @throws AccountUnavailable where there is no credential
    /// @throws SendFailure where there is no answer
    /// @throws IllegalArgumentException where the account's variables make no address
    ProviderAnswer send(LiveAccount account, Filled request, long deadlineNanos) {
        budget.called();
        Credential credential = account.credential();
        boolean renewed = false;
        int tries = 0;
        while (true) {
            Optional<Duration> pause;
            try {
                ProviderAnswer answer = once(account, credential, request, deadlineNanos);
                if (!renewed && refuses(answer)) {
                    renewed = true;
                    Optional<Credential> another = another(account, credential);
                    if (another.isEmpty()) {
                        return answer;
                    }
                    credential = another.get();
                    continue;
                }
                pause = after(request, answer, tries, deadlineNanos);
                if (pause.isEmpty()) {
                    return answer;
                }
            } catch (SendFailure e) {
                pause = after(request, e, tries, deadlineNanos);
                if (pause.isEmpty()) {
                    throw e;
                }
            }
            tries++;
            means.pause().accept(pause.get());
        }
    }

    /// Empty where another would not help: what the provider says to it is then the answer.
    private static Optional<Credential> another(LiveAccount account, Credential refused) {
        try {
            return Optional.of(account.another(refused));
        } catch (AccountUnavailable e) {
            if (e.reason() == AccountUnavailable.Reason.REFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean refuses(ProviderAnswer answer) {
        return refused.saidBy(answer.status(), answer.headers())
                || (refused.mayBeSaidInBody(answer.status(), answer.headers())
                        && answer.body().size() <= RefusedCredential.MOST_LOOKED_AT
                        && refused.saidBy(answer.status(), answer.body()));
    }

    private ProviderAnswer once(
            LiveAccount account, Credential credential, Filled request, long deadlineNanos) {
        Map<String, String> variables = new HashMap<>(provider.given());
        variables.putAll(account.account().variables());
        ApiAddress base =
                ApiAddress.of(
                        provider.api().base(), provider.given(), account.account().variables());
        String url = base.uri() + request.path() + query(request.query());
        HeaderList own =
                request.headers().contains("Accept")
                        ? request.headers()
                        : request.headers().with("Accept", "application/json");
        Placed placed = placement.placed(credential, variables, own, () -> signed(request, url));
        HeaderList[] headers = {own};
        placed.fields().forEach((name, value) -> headers[0] = headers[0].with(name, value));
        String sent =
                placed.query().isEmpty()
                        ? url
                        : url + (request.query().isEmpty() ? "?" : "&") + placed.query();
        PooledRequest outgoing =
                new PooledRequest(
                        request.method(),
                        URI.create(sent),
                        base.foreign() ? Trust.FOREIGN : Trust.CONFIGURED,
                        headers[0],
                        request.content().map(Content.class::cast),
                        deadlineNanos);
        try (PooledAnswer answer = pool.send(outgoing)) {
            return new ProviderAnswer(
                    answer.status(), answer.headers(), whole(answer), url, credential);
        }
    }

    private static String query(String text) {
        return text.isEmpty() ? "" : "?" + text;
    }

    private static SignedCall signed(Filled request, String url) {
        return new SignedCall(
                request.method(),
                URI.create(url),
                request.content().map(it -> it.type()),
                request.content().map(it -> it.body()).orElse(Body.EMPTY));
    }

    private static Body whole(PooledAnswer answer) {
        try {
            byte[] bytes = answer.stream().readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new SendFailure(
                        Reason.MALFORMED, Progress.MAYBE_SENT, "the answer is larger than 8 MiB");
            }
            return Body.of(bytes);
        } catch (SocketTimeoutException _) {
            throw new SendFailure(Reason.TIMED_OUT, Progress.MAYBE_SENT, "the answer did not end");
        } catch (IOException _) {
            throw new SendFailure(Reason.UNREACHABLE, Progress.MAYBE_SENT, "the answer broke off");
        }
    }

    /// RFC 9110 §9.2.2
    private Optional<Duration> after(
            Filled request, ProviderAnswer answer, int tries, long deadlineNanos) {
        boolean may =
                switch (answer.status()) {
                    // Not done, whatever the method.
                    case TOO_MANY -> true;
                    case 502, 503, 504 -> IDEMPOTENT.contains(request.method());
                    default -> false;
                };
        return may
                ? pause(
                        tries,
                        HttpTimes.retryAfter(answer.headers(), means.clock().instant()),
                        deadlineNanos)
                : Optional.empty();
    }

    private Optional<Duration> after(
            Filled request, SendFailure failure, int tries, long deadlineNanos) {
        boolean passing = failure.reason() == Reason.UNREACHABLE;
        boolean may =
                failure.progress() == Progress.NOTHING_SENT
                        || IDEMPOTENT.contains(request.method());
        return passing && may ? pause(tries, Optional.empty(), deadlineNanos) : Optional.empty();
    }

    private Optional<Duration> pause(int tries, Optional<Duration> asked, long deadlineNanos) {
        Duration left = Duration.ofNanos(deadlineNanos - means.nanoTime().getAsLong());
        // Before the call's time is over.
        Duration longest = left.compareTo(LONGEST_PAUSE) <= 0 ? left.minusNanos(1) : LONGEST_PAUSE;
        return tries < MOST_RETRIES
                ? budget.pause(tries, asked, longest, means.random())
                : Optional.empty();
    }
}
