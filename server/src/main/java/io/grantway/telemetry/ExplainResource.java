package io.grantway.telemetry;

import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// `/api/v1/explain/{id}`: why a call was refused or let through, by the request id that its answer
/// carried in `X-Request-Id`.
public final class ExplainResource {
    private final CallHistory history;
    private final Function<KeptCall, List<String>> near;
    private final Predicate<Optional<String>> visible;

    /// @param near which of the routes in force come close to a call that none took, in a sentence
    ///   each
    /// @param visible whether the one who asks may see the calls of a workspace; of an empty one,
    ///   those that found no route
    public ExplainResource(
            CallHistory history,
            Function<KeptCall, List<String>> near,
            Predicate<Optional<String>> visible) {
        this.history = history;
        this.near = near;
        this.visible = visible;
    }

    /// `GET /api/v1/explain/{id}`
    public Handler get() {
        return request -> {
            KeptCall call =
                    history.find(request.variable("id"))
                            .filter(kept ->
                                    visible.test(Optional.ofNullable(kept.record().workspace())))
                            .orElseThrow(() -> notKept());
            List<String> routes = call.record().route() == null ? near.apply(call) : List.of();
            return Response.json(200, Json.write(new Explanation(call, routes).json()));
        };
    }

    /// What would become of a call that is not made.
    public Response rehearsed(KeptCall call) {
        List<String> routes = call.record().route() == null ? near.apply(call) : List.of();
        return Response.json(200, Json.write(new Explanation(call, routes).json()));
    }

    private Problem notKept() {
        return Problem.notFound(
                "no call of the gateway with this request id is kept; kept are the last "
                        + history.refused()
                        + " refused calls (of "
                        + CallHistory.REFUSED
                        + ") and the last "
                        + history.passed()
                        + " others (of "
                        + CallHistory.PASSED
                        + ") since the start of this server");
    }
}
