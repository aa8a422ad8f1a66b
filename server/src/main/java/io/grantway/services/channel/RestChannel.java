package io.grantway.services.channel;

import io.grantway.gateway.Call;
import io.grantway.gateway.Destination;
import io.grantway.gateway.LocalAnswer;
import io.grantway.gateway.Route;
import io.grantway.http.Blocking;
import io.grantway.http.Body;
import io.grantway.http.Exchange;
import io.grantway.http.HeaderList;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import io.grantway.service.Principal;
import io.grantway.services.Invocation;
import io.grantway.services.Invoker.Outcome;
import io.grantway.services.RestChannelConfig;
import io.grantway.services.RestChannelConfig.Respond;
import io.grantway.services.ServiceResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The end of a route at a service: collects the body on the event loop, runs the service on one
/// virtual thread, and answers with what it returns, or when its deadline has passed.
public final class RestChannel implements Channel, Destination {
    private final ChannelRuns runs;
    private final RestChannelConfig config;
    private final Semaphore places;
    private final AcceptedRuns accepted;

    /// @param ids of runs that are answered before they end
    RestChannel(ChannelRuns runs, RestChannelConfig config, Supplier<String> ids) {
        this.runs = runs;
        this.config = config;
        this.places = new Semaphore(config.concurrency());
        this.accepted = new AcceptedRuns(ids);
    }

    public RestChannelConfig config() {
        return config;
    }

    @Override
    public ChannelRuns runs() {
        return runs;
    }

    @Override
    public void open() {
        // Its routes bring it what comes.
    }

    /// Calls in flight are the listeners' matter: they know how to let them end.
    @Override
    public void close(Duration grace) {
        // Nothing is held.
    }

    @Override
    public void take(Route route, Exchange exchange, Call call) {
        if (runs.isPaused()) {
            refuse(
                    route,
                    exchange,
                    call,
                    Problem.of(503, "channel_paused", "this path is paused; try again later")
                            .because("an operator has paused the channel " + runs.key())
                            .with("Retry-After", "30"));
            return;
        }
        if (!places.tryAcquire()) {
            refuse(
                    route,
                    exchange,
                    call,
                    Problem.of(503, "channel_busy", "too many calls of this path are under way")
                            .because("concurrency of the channel " + runs.key() + " is reached")
                            .with("Retry-After", "1"));
            return;
        }
        exchange.record().forwardedTo("service:" + config.service());
        call.body(config.maxBody().bytes())
                .whenComplete((body, failure) -> collected(route, exchange, call, body, failure));
    }

    private static void refuse(Route route, Exchange exchange, Call call, Problem problem) {
        LocalAnswer.fail(route, exchange, call, problem);
    }

    private void collected(
            Route route, Exchange exchange, Call call, Body body, @Nullable Throwable failure) {
        if (failure != null) {
            places.release();
            LocalAnswer.fail(route, exchange, call, failure);
            return;
        }
        Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .start(() -> work(route, exchange, call, body));
    }

    private void work(Route route, Exchange exchange, Call call, Body body) {
        Invocation invocation;
        try {
            invocation = invocation(route, call, body);
        } catch (RuntimeException e) {
            places.release();
            LocalAnswer.fail(route, exchange, call, e);
            return;
        }
        if (config.respond() == Respond.ACCEPTED) {
            accept(route, exchange, call, invocation);
        } else {
            runs.run(
                    exchange.head().id(),
                    invocation,
                    outcome -> {
                        places.release();
                        LocalAnswer.give(route, exchange, call, response(exchange, outcome));
                    });
        }
    }

    private Invocation invocation(Route route, Call call, Body body) {
        CallInput input = CallInput.of(call, route.match().path(), body);
        return new Invocation(
                config.service(),
                runs.workspace(),
                runs.config().name(),
                input.values(),
                input.body(),
                config.timeout(),
                CallInput.token(call),
                principal(call),
                Map.of());
    }

    /// The user of the token, where there is one; else whom the policies have known.
    private static Optional<Principal> principal(Call call) {
        Optional<String> known = Optional.ofNullable(call.record().consumer());
        return call.token()
                .flatMap(token ->
                        token.subject()
                                .or(() -> known)
                                .map(name ->
                                        new Principal(
                                                name, "token", token.scopes().tokens(), Map.of())))
                .or(() -> known.map(name -> Principal.of(name, "policy")));
    }

    private static Response response(Exchange exchange, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned(var result) -> {
                exchange.record().upstreamAnswered(result.status());
                yield response(result);
            }
            case Outcome.Failed(var failure) ->
                    Blocking.failed(exchange, FailureAnswers.of(failure));
        };
    }

    private static Response response(ServiceResult result) {
        HeaderList fields = result.headers();
        return new Response(
                result.status(),
                result.contentType().isEmpty()
                        ? fields
                        : fields.with("Content-Type", result.contentType()),
                result.body());
    }

    private void accept(Route route, Exchange exchange, Call call, Invocation invocation) {
        String id = accepted.begin();
        String place = exchange.head().target().path() + "/runs/" + id;
        LocalAnswer.give(
                route,
                exchange,
                call,
                Response.json(202, Json.write(Json.object().put("run", id)))
                        .with("Location", place));
        runs.run(
                id,
                invocation,
                outcome -> {
                    places.release();
                    accepted.end(id, outcome instanceof Outcome.Returned ? "succeeded" : "failed");
                });
    }

    /// The end of the route below the path, where runs can be looked at that were answered 202.
    public Destination lookAtRuns() {
        return (route, exchange, call) -> {
            String id = route.match().path().variables(call.head().target().path()).get("run");
            Response response =
                    accepted.find(String.valueOf(id))
                            .map(state ->
                                    Response.json(
                                            200,
                                            Json.write(
                                                    Json.object()
                                                            .put("run", id)
                                                            .put("state", state))))
                            .orElseGet(() ->
                                    Blocking.failed(
                                            exchange,
                                            Problem.of(
                                                    404,
                                                    "run_unknown",
                                                    "no run of this id is remembered here")));
            LocalAnswer.give(route, exchange, call, response);
        };
    }
}
