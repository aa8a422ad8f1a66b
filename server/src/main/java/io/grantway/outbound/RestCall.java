package io.grantway.outbound;

import io.grantway.http.Circuit;
import io.grantway.http.PooledAnswer;
import io.grantway.http.PooledRequest;
import io.grantway.http.SendFailure;
import io.grantway.outbound.CallFailure.Reason;
import io.grantway.outbound.Security.Proof;
import io.grantway.supply.TokenUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One call through a connection, from its place among the others to the head of its answer.
/// Belongs to one thread.
final class RestCall {
    private static final int MOST_REDIRECTS = 5;

    /// A limit below it says more of whoever called than of the API.
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final RestConnection connection;
    private final OutboundRequest request;
    private final Duration limit;
    private final Instant began;
    private final long beganNanos;
    private final long deadlineNanos;
    private String requestId = "";
    private String digits = "";
    private String shown;
    private boolean renewed;
    private int sent;

    RestCall(RestConnection connection, OutboundRequest request) {
        this.connection = connection;
        this.request = request;
        this.limit = connection.limit(request);
        this.began = connection.around().clock().instant();
        this.beganNanos = connection.around().nanoTime().getAsLong();
        this.deadlineNanos = beganNanos + limit.toNanos();
        this.shown = request.path();
    }

    /// @throws CallFailure where there is none
    OutboundAnswer answer() {
        try {
            RestTarget target = target();
            enter();
            boolean answered = false;
            try {
                Received received = followed(target);
                answered = true;
                received.whenOver(() -> over(received.status()));
                return new RestAnswer(
                        connection.name(),
                        received,
                        requestId,
                        connection.config().maxAnswer().intBytes());
            } finally {
                if (!answered) {
                    connection.places().release();
                }
            }
        } catch (CallFailure e) {
            connection.tally().ended(past(0, e.reason().name()), true);
            throw e;
        }
    }

    private void over(int status) {
        connection.places().release();
        connection.tally().ended(past(status, "answered"), false);
    }

    private PastCall past(int status, String outcome) {
        long millis = (connection.around().nanoTime().getAsLong() - beganNanos) / 1_000_000;
        return new PastCall(
                began, request.method(), shown, status, millis, sent, digits, requestId, outcome);
    }

    private RestTarget target() {
        try {
            RestTarget target = RestTarget.of(connection.config(), connection.address(), request);
            shown = target.shown();
            requestId = request.headers().first("X-Request-Id").orElseGet(connection::newRequestId);
            return target;
        } catch (IllegalArgumentException e) {
            throw failure(Reason.REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void enter() {
        long wait = Math.min(connection.config().waitForPlace().toNanos(), limit.toNanos());
        try {
            if (!connection.places().tryAcquire(wait, TimeUnit.NANOSECONDS)) {
                throw failure(
                        Reason.BUSY,
                        "all "
                                + connection.config().pool()
                                + " places are taken; raise its pool, or call less at once");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failure(Reason.BUSY, "was given up: it was interrupted");
        }
        connection.retries().called();
    }

    private Received followed(RestTarget first) {
        boolean follows = connection.config().redirects() == RestConfig.Redirects.SAME_ORIGIN;
        RestTarget target = first;
        for (int i = 0; ; i++) {
            Received received = tried(target);
            Optional<RestTarget> next =
                    follows && i < MOST_REDIRECTS
                            ? Redirects.next(target, received)
                            : Optional.empty();
            if (next.isEmpty()) {
                return received;
            }
            received.discard();
            target = next.get();
        }
    }

    private Received tried(RestTarget target) {
        Retries retries = connection.retries();
        for (int tries = 1; ; tries++) {
            Duration pause;
            try {
                Received received = proved(target);
                Optional<Duration> again = retries.after(request, received, tries, left());
                if (again.isEmpty() || connection.circuitOpen()) {
                    return received;
                }
                received.discard();
                pause = again.get();
            } catch (SendFailure e) {
                Optional<Duration> again = retries.after(request, e, tries, left());
                if (again.isEmpty() || connection.circuitOpen()) {
                    throw failure(e);
                }
                pause = again.get();
            }
            connection.tally().retried();
            connection.around().pause().accept(pause);
        }
    }

    private Duration left() {
        return Duration.ofNanos(deadlineNanos - connection.around().nanoTime().getAsLong());
    }

    /// With a credential, and once more with another where the first is refused.
    private Received proved(RestTarget target) {
        if (!target.proved()) {
            return sent(target, FixedSecurity.NOTHING);
        }
        Proof proof = proof();
        Received received = sent(target, proof);
        if (renewed || !request.body().replayable() || !connection.security().refuses(received)) {
            return received;
        }
        renewed = true;
        Optional<Proof> other;
        try {
            other = another(proof);
        } catch (CallFailure e) {
            received.discard();
            throw e;
        }
        if (other.isEmpty()) {
            return received;
        }
        received.discard();
        return sent(target, other.get());
    }

    private Proof proof() {
        try {
            return connection.security().proof(request.onBehalfOf());
        } catch (TokenUnavailable e) {
            throw noToken(e);
        }
    }

    private CallFailure noToken(TokenUnavailable why) {
        return new CallFailure(
                connection.name(),
                Reason.NO_TOKEN,
                String.valueOf(why.getMessage()),
                why.retryAfter());
    }

    /// Empty where another would not help: what the API said is then the best there is to say.
    private Optional<Proof> another(Proof refused) {
        try {
            Optional<Proof> other = connection.security().another(refused, request.onBehalfOf());
            connection.tally().renewed();
            return other;
        } catch (TokenUnavailable e) {
            if (e.reason() == TokenUnavailable.Reason.REFUSED_AGAIN) {
                return Optional.empty();
            }
            throw noToken(e);
        }
    }

    private Received sent(RestTarget target, Proof proof) {
        Circuit circuit = connection.circuit();
        if (!circuit.admits()) {
            throw new CallFailure(
                    connection.name(),
                    Reason.CIRCUIT_OPEN,
                    "it is left alone for a moment, as it failed "
                            + connection.config().circuit().failures()
                            + " times in a row",
                    Optional.of(circuit.untilTrial()));
        }
        PooledRequest outgoing = outgoing(target, proof);
        digits = proof.digits();
        sent++;
        try {
            PooledAnswer answer = connection.pool().send(outgoing);
            if (connection.config().circuit().statuses().contains(answer.status())) {
                circuit.failed();
            } else {
                circuit.succeeded();
            }
            return new Received(answer, unasked("Accept-Encoding"));
        } catch (SendFailure e) {
            if (tells(e)) {
                circuit.failed();
            }
            throw e;
        }
    }

    /// Whether a failure is the API's.
    private boolean tells(SendFailure failure) {
        return switch (failure.reason()) {
            case UNREACHABLE, TLS, MALFORMED -> true;
            case TIMED_OUT ->
                    limit.compareTo(TELLING) >= 0 && !Thread.currentThread().isInterrupted();
            case REFUSED, BODY -> false;
        };
    }

    private boolean unasked(String field) {
        return !request.headers().contains(field);
    }

    private PooledRequest outgoing(RestTarget target, Proof proof) {
        boolean gzip = connection.config().compression() && unasked("Accept-Encoding");
        try {
            return target.request(proof, requestId, gzip, deadlineNanos);
        } catch (IllegalArgumentException e) {
            throw failure(Reason.REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private CallFailure failure(Reason reason, String text) {
        return new CallFailure(connection.name(), reason, text);
    }

    private CallFailure failure(SendFailure e) {
        Reason reason =
                switch (e.reason()) {
                    case REFUSED, BODY -> Reason.REQUEST;
                    case UNREACHABLE -> Reason.UNREACHABLE;
                    case TIMED_OUT -> Reason.TIMED_OUT;
                    case TLS -> Reason.TLS;
                    case MALFORMED -> Reason.MALFORMED;
                };
        return failure(reason, String.valueOf(e.getMessage()));
    }
}
