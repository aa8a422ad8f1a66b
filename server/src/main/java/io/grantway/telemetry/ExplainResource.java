package io.grantway.telemetry;

import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import java.util.List;
import java.util.function.Function;

/// `/api/v1/explain/{id}`: why a call was refused or let through, by the request id that its answer
/// carried in `X-Request-Id`.
public final class ExplainResource {
    private final CallHistory history;
    private final Function<KeptCall, List<String>> near;

    /// @param near which of the routes in force come close to a call that none took, in a sentence
    ///   each
    public ExplainResource(CallHistory history, Function<KeptCall, List<String>> near) {
        this.history = history;
        this.near = near;
    }

    /// `GET /api/v1/explain/{id}`
    public Handler get() {
        return request -> {
            KeptCall call = history.find(request.variable("id")).orElseThrow(() -> notKept());
            List<String> routes = call.record().route() == null ? near.apply(call) : List.of();
            return Response.json(200, Json.write(new Explanation(call, routes).json()));
        };
    }

    private Problem notKept() {
        return Problem.notFound(
                "no call of the gateway with this request id is kept; kept are the last "
                        + history.refused()
                        + " refused and the last "
                        + history.passed()
                        + " other calls, of "
                        + CallHistory.KEPT
                        + " each at most, since the start of this server");
    }
}
