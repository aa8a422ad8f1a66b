package io.grantway.outbound;

import io.grantway.http.OutgoingPool.Reached;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.PooledAnswer;
import io.grantway.http.PooledRequest;
import io.grantway.http.SendFailure;
import io.grantway.outbound.Ping.Look;
import io.grantway.outbound.Ping.State;
import io.grantway.outbound.Ping.Step;
import io.grantway.outbound.Security.Proof;
import io.grantway.supply.TokenUnavailable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks at a connection step by step. Counts for nothing: neither for its circuit nor its places.
final class RestPing {
    private final RestConnection connection;
    private final long deadlineNanos;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Proof proof;

    RestPing(RestConnection connection) {
        this.connection = connection;
        this.deadlineNanos =
                connection.around().nanoTime().getAsLong()
                        + connection.config().timeout().toNanos();
    }

    Ping ping() {
        var _ = step(Look.DNS, this::names) && step(Look.CONNECT, this::connects) && answers();
        return new Ping(steps);
    }

    /// The way to the server.
    Ping reach() {
        var _ = step(Look.DNS, this::names) && step(Look.CONNECT, this::connects);
        return new Ping(steps);
    }

    /// The credential.
    Ping prove() {
        step(Look.TOKEN, this::proves);
        return new Ping(steps);
    }

    private boolean answers() {
        return step(Look.TOKEN, this::proves) && step(Look.ANSWER, this::asks);
    }

    /// What one step found.
    private record Found(State state, String text, String hint) {
        static Found ok(String text) {
            return new Found(State.OK, text, "");
        }
    }

    private boolean step(Look look, Supplier<Found> looking) {
        long began = connection.around().nanoTime().getAsLong();
        Found found;
        try {
            found = looking.get();
        } catch (SendFailure e) {
            found = new Found(State.FAILED, String.valueOf(e.getMessage()), hint(e));
        } catch (TokenUnavailable e) {
            found = new Found(State.FAILED, String.valueOf(e.getMessage()), hint(e));
        } catch (IllegalArgumentException e) {
            found = new Found(State.FAILED, String.valueOf(e.getMessage()), "mend the connection");
        }
        long millis = (connection.around().nanoTime().getAsLong() - began) / 1_000_000;
        steps.add(new Step(look, found.state(), found.text(), found.hint(), millis));
        return found.state() != State.FAILED;
    }

    private Found names() {
        return Found.ok(connection.pool().lookUp(connection.address().origin(), deadlineNanos));
    }

    private Found connects() {
        Reached reached = connection.pool().reach(connection.address().origin(), deadlineNanos);
        return Found.ok(reached.address() + reached.tls().map(it -> ", " + it).orElse(""));
    }

    private Found proves() {
        Proof found = connection.security().proof(Optional.empty());
        proof = found;
        return found.equals(FixedSecurity.NOTHING)
                ? new Found(State.SKIPPED, "calls have no credential of their own", "")
                : Found.ok(found.digits().isEmpty() ? "there" : "token " + found.digits());
    }

    private Found asks() {
        AddressTemplate address = connection.address();
        String path = connection.config().ping();
        if (path == null && !address.names().isEmpty()) {
            return new Found(
                    State.SKIPPED,
                    "the address has places for values",
                    "set ping to a path that answers without them");
        }
        String asked = path == null ? address.filled(Map.of()) : address.at(path).filled(Map.of());
        Prepared prepared =
                new Prepared("GET", address.origin(), asked, null, List.of(), OutboundBody.NONE);
        connection.config().headers().forEach(prepared::set);
        prepared.set("X-Request-Id", connection.newRequestId());
        if (proof != null) {
            proof.put(prepared);
        }
        URI uri = prepared.uri();
        try (PooledAnswer answer =
                connection
                        .pool()
                        .send(
                                new PooledRequest(
                                        "GET",
                                        uri,
                                        Trust.CONFIGURED,
                                        prepared.headers(),
                                        Optional.empty(),
                                        deadlineNanos))) {
            return judged(answer.status());
        }
    }

    private static Found judged(int status) {
        String text = "status " + status;
        return switch (status) {
            case 401 ->
                    new Found(
                            State.FAILED,
                            text,
                            "the API does not take the credential: look at its security"
                                    + " definition");
            case 403 ->
                    new Found(
                            State.FAILED,
                            text,
                            "the API knows who calls and does not allow it: look at the scopes");
            case 404 ->
                    new Found(State.OK, text, "nothing is there: set ping to a path that answers");
            default ->
                    status >= 500
                            ? new Found(State.FAILED, text, "the API is in trouble itself")
                            : Found.ok(text);
        };
    }

    private static String hint(SendFailure failure) {
        return switch (failure.reason()) {
            case UNREACHABLE, TIMED_OUT ->
                    "look at the host and port of url, the network, and whether a proxy is needed";
            case TLS -> "look at the API's certificate, and at tls.certificateAuthorities";
            case MALFORMED -> "it does not speak HTTP there: look at scheme and port of url";
            case REFUSED, BODY -> "mend the connection";
        };
    }

    private static String hint(TokenUnavailable unavailable) {
        return switch (unavailable.reason()) {
            case DEFINITION -> "the token server refuses the definition: mend it";
            case GRANT -> "the grant is over: give a new one";
            case TRANSIENT -> "the token server is in trouble: try again later";
            case REFUSED_AGAIN -> "the API refuses new tokens too: look at scopes and audience";
            case ODD_ANSWER -> "the token server answers what is no token: look at its address";
        };
    }
}
