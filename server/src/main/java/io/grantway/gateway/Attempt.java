package io.grantway.gateway;

import io.grantway.gateway.upstream.Target;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.Blocking;
import io.grantway.http.Body;
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
    private Upstream upstream;
    private final String path;
    private List<Target> tried = List.of();
    private @Nullable Target target;
    private final UpstreamCredential.@Nullable Use credential;
    private int repeated;

    /// @param credential of this call; absent where clients prove themselves
    /// @param path as it goes upstream
    Attempt(
            Upstream upstream,
            Route route,
            Exchange exchange,
            Call call,
            UpstreamCredential.@Nullable Use credential,
            String path) {
        this.upstream = upstream;
        this.route = route;
        this.exchange = exchange;
        this.call = call;
        this.credential = credential;
        this.path = path;
        call.goesTo(path);
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
                            resume(failure, () -> settle(own.put(call), this::find)));
        } else {
            settle(own.put(call), this::find);
        }
    }

    /// Goes where the credential says, which may know of a place of its own.
    private void find() {
        Upstream own = Objects.requireNonNull(credential).destination();
        if (own != null) {
            upstream = own;
        }
        choose();
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
        return mayRepeat() && Objects.requireNonNull(credential).mayHelp(status, headers);
    }

    @Override
    public int looksAt(int status, Headers headers) {
        return mayRepeat() ? Objects.requireNonNull(credential).looksAt(status, headers) : 0;
    }

    @Override
    public boolean refuses(int status, Headers headers, Body whole) {
        return mayRepeat() && Objects.requireNonNull(credential).mayHelp(status, headers, whole);
    }

    private boolean mayRepeat() {
        return credential != null && repeated < credential.most();
    }

    /// What the upstream refuses once too often is passed on.
    @Override
    public void onRefused(int status) {
        repeated++;
        count(status);
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
        count(status);
        HeaderEdits edits = new HeaderEdits();
        List<Policy> policies = route.action().policies();
        for (int i = policies.size() - 1; i >= 0; i--) {
            policies.get(i).onResponse(call, status, headers, edits);
        }
        if (credential != null) {
            credential.answered(call, status, headers, edits);
        }
        call.addAnswerFields(edits);
        return edits;
    }

    private void count(int status) {
        if (upstream.countsAsFailure(status)) {
            current().failed();
        } else {
            current().succeeded();
        }
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
        Decision again = mayRepeat() ? again(failure) : null;
        if (again != null) {
            repeated++;
            settle(again, () -> sendTo(failed));
            return;
        }
        answer(FailedForward.problem(failure.kind()), failed.origin() + ": " + failure.detail());
    }

    @Override
    public void onEnd(boolean complete) {
        if (!complete) {
            exchange.record().refused("cut_off", "the response was cut off after its head");
        }
    }

    private @Nullable Decision again(ForwardFailure failure) {
        return failure.replayable()
                ? Objects.requireNonNull(credential).again(call, failure)
                : null;
    }

    private boolean mayTryAnother(ForwardFailure failure) {
        return failure.replayable()
                && tried.size() < upstream.retries()
                && failure.kind() != ForwardFailure.Kind.TOTAL_TIMEOUT
                && IDEMPOTENT.contains(exchange.head().method());
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
