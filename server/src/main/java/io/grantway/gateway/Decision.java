package io.grantway.gateway;

import io.grantway.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What a policy says to a call. A policy cannot fall through: it returns one of these.
public sealed interface Decision {
    /// Go on with the next policy.
    Proceed PROCEED = new Proceed();

    /// Go on with the next policy.
    record Proceed() implements Decision {}

    /// Stop, and answer with this.
    record Answer(Response response) implements Decision {}

    /// The decision needs something that is not in memory; it comes later.
    record Wait(CompletionStage<Decision> decision) implements Decision {}

    /// A decision for whoever has to wait in any case.
    static CompletionStage<Decision> stage(Decision decision) {
        return decision instanceof Wait(var later)
                ? later
                : CompletableFuture.completedFuture(decision);
    }
}
