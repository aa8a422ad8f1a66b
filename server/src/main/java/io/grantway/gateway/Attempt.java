package io.grantway.gateway;

import io.grantway.gateway.upstream.Target;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.Blocking;
import io.grantway.http.CallTrace;
import io.grantway.http.Exchange;
import io.grantway.http.Forward;
import io.grantway.http.ForwardFailure;
import io.grantway.http.Forwarding;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import io.grantway.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sends a call upstream: to one target, and where that fails and the call is idempotent, to
/// another.
final class Attempt implements Forwarding {
    /// RFC 9110 §9.2.2
    private static final Set<String> IDEMPOTENT =
            Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

    /// Bodies up to this size, in bytes, can be sent again after a credential was refused.
    private static final long KEPT = 64 * 1024;

    private final Route route;
    private final Exchange exchange;
    private final Call call;
    private final Upstream upstream;
    private final String path;
    private List<Target> tried = List.of();
    private @Nullable Target target;
    private final UpstreamCredential.@Nullable Use credential;
    private boolean renewed;

    Attempt(Upstream upstream, Route route, Exchange exchange, Call call) {
        this.upstream = upstream;
        this.route = route;
        this.exchange = exchange;
        this.call = call;
        UpstreamCredential own = upstream.credential();
        this.credential = own == null ? null : own.use();
        this.path = route.path().apply(route.match().path(), exchange.head().target().path());
        OwnCookies.hide(call.head().headers(), call.upstreamHeaders());
        if (call.hasOperations()) {
            OverridingFields.hide(call.head().headers(), call.upstreamHeaders());
        }
    }

    void start() {
        UpstreamCredential.Use own = credential;
        if (own == null) {
            choose();
            return;
        }
        ClientTraces.hide(call.upstreamHeaders());
        if (isSmall() && call.replacement() == null) {
            // Kept, so that it can be sent again with another credential.
            call.body(KEPT)
                    .whenComplete((_, failure) ->
                            resume(failure, () -> settle(own.put(call), this::choose)));
        } else {
            settle(own.put(call), this::choose);
        }
    }

    private boolean isSmall() {
        return call.head()
                .headers()
                .first("Content-Length")
                .filter(length -> length.length() <= 6 && Integer.parseInt(length) <= KEPT)
                .isPresent();
    }

    /// What a decision about the credential comes to.
    private void settle(Decision decision, Runnable onward) {
        switch (decision) {
            case Decision.Proceed() -> onward.run();
            case Decision.Answer(var response) -> exchange.answer(call.withAnswerFields(response));
            case Decision.Wait(var later) ->
                    later.whenComplete(
                            (decided, failure) -> resume(failure, () -> settle(decided, onward)));
        }
    }

    /// Goes on after a wait. Nobody else hears what is thrown here: without an answer the client
    /// would hang.
    private void resume(@Nullable Throwable failure, Runnable step) {
        if (failure != null) {
            failed(failure);
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        exchange.answer(call.withAnswerFields(Blocking.failed(exchange, failure)));
    }

    @Override
    public boolean refuses(int status, Headers headers) {
        return credential != null && !renewed && credential.mayHelp(status, headers);
    }

    /// Once: what the upstream refuses again is passed on.
    @Override
    public void onRefused(int status) {
        renewed = true;
        current().succeeded();
        settle(Objects.requireNonNull(credential).putAnother(call), () -> sendTo(current()));
    }

    private void choose() {
        Target chosen = upstream.choose(tried);
        if (chosen == null) {
            answer(
                    Problem.of(
                                    503,
                                    "upstream_unavailable",
                                    "every server behind this API is failing or unhealthy")
                            .with("Retry-After", "5"),
                    "no target of " + route.api() + " is in service: " + states());
        } else {
            sendTo(chosen);
        }
    }

    private String states() {
        List<String> states = new ArrayList<>();
        upstream.targets().forEach(each -> states.add(each.origin() + " " + each.state()));
        return String.join(", ", states);
    }

    private void sendTo(Target chosen) {
        target = chosen;
        exchange.record().forwardedTo(chosen.origin().toString());
        CallTrace trace = exchange.record().trace();
        if (trace != null) {
            trace.sending(chosen.origin(), call.upstreamHeaders());
        }
        String query = call.query();
        String pathAndQuery = query == null ? path : path + "?" + query;
        String full = chosen.basePath().isEmpty() ? pathAndQuery : chosen.basePath() + pathAndQuery;
        exchange.forward(
                new Forward(
                        chosen.origin(),
                        full,
                        call.upstreamHeaders(),
                        route.preserveHost(),
                        upstream.limits(),
                        call.replacement()),
                this);
    }

    @Override
    public HeaderEdits onHead(int status, Headers headers) {
        exchange.record().upstreamAnswered(status);
        if (upstream.countsAsFailure(status)) {
            current().failed();
        } else {
            current().succeeded();
        }
        HeaderEdits edits = new HeaderEdits();
        List<Policy> policies = route.action().policies();
        for (int i = policies.size() - 1; i >= 0; i--) {
            policies.get(i).onResponse(call, status, headers, edits);
        }
        call.addAnswerFields(edits);
        return edits;
    }

    @Override
    public void onFailure(ForwardFailure failure) {
        if (failure.kind() == ForwardFailure.Kind.CLIENT_GONE) {
            return;
        }
        Target failed = current();
        if (failure.kind() != ForwardFailure.Kind.POOL_FULL) {
            failed.failed();
        }
        if (mayTryAnother(failure)) {
            tried = new ArrayList<>(tried);
            tried.add(failed);
            Target another = upstream.choose(tried);
            if (another != null) {
                sendTo(another);
                return;
            }
        }
        answer(problemOf(failure.kind()), failed.origin() + ": " + failure.detail());
    }

    @Override
    public void onEnd(boolean complete) {
        if (!complete) {
            exchange.record().refused("cut_off", "the response was cut off after its head");
        }
    }

    private boolean mayTryAnother(ForwardFailure failure) {
        return failure.replayable()
                && tried.size() < upstream.retries()
                && failure.kind() != ForwardFailure.Kind.TOTAL_TIMEOUT
                && IDEMPOTENT.contains(exchange.head().method());
    }

    private static Problem problemOf(ForwardFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE ->
                    Problem.of(
                            502,
                            "upstream_unreachable",
                            "the server behind this API cannot be reached");
            case TLS ->
                    Problem.of(
                            502,
                            "upstream_tls",
                            "no secure connection to the server behind this API");
            case CUT_OFF ->
                    Problem.of(
                            502,
                            "upstream_cut_off",
                            "the server behind this API closed the connection without an answer");
            case MALFORMED ->
                    Problem.of(
                            502,
                            "upstream_malformed",
                            "the server behind this API did not answer in HTTP");
            case POOL_FULL ->
                    Problem.of(
                                    503,
                                    "upstream_busy",
                                    "too many calls are waiting for the server behind this API")
                            .with("Retry-After", "1");
            case CONNECT_TIMEOUT ->
                    Problem.of(
                            504,
                            "upstream_connect_timeout",
                            "the server behind this API took too long to accept a connection");
            case FIRST_BYTE_TIMEOUT ->
                    Problem.of(
                            504,
                            "upstream_timeout",
                            "the server behind this API took too long to answer");
            case TOTAL_TIMEOUT ->
                    Problem.of(
                            504,
                            "upstream_total_timeout",
                            "the call took longer than this API allows");
            case CLIENT_GONE -> throw new IllegalStateException("nobody is there to be answered");
        };
    }

    private void answer(Problem problem, String explanation) {
        exchange.record().refused(problem.reason(), explanation);
        exchange.answer(call.withAnswerFields(problem.toResponse(exchange.head().id())));
    }

    private Target current() {
        if (target == null) {
            throw new IllegalStateException("nothing was sent yet");
        }
        return target;
    }
}
