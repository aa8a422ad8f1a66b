package io.grantway.http;

import org.jspecify.annotations.Nullable;

/// What is learned of one call while it runs, for the access log, the metrics and the explanation
/// of a refusal. Filled by the code that learns it; read once, when the exchange has ended. Holds
/// no secret.
public final class CallRecord {
    private static final ScopedValue<CallRecord> CURRENT = ScopedValue.newInstance();

    private @Nullable String workspace;
    private @Nullable String api;
    private @Nullable String route;
    private @Nullable String consumer;
    private @Nullable String application;
    private @Nullable String upstream;
    private @Nullable String reason;
    private @Nullable String explanation;

    /// Runs a handler that may fill this record by [#current].
    public Response during(Handler handler, Request request) {
        return ScopedValue.where(CURRENT, this).call(() -> handler.handle(request));
    }

    /// The record of the call that this thread is answering; one that nobody reads where none was
    /// handed on.
    public static CallRecord current() {
        return CURRENT.isBound() ? CURRENT.get() : new CallRecord();
    }

    public void matched(String workspace, String api, String route) {
        this.workspace = workspace;
        this.api = api;
        this.route = route;
    }

    public void identified(String consumer, String application) {
        this.consumer = consumer;
        this.application = application;
    }

    public void forwardedTo(String upstream) {
        this.upstream = upstream;
    }

    /// @param reason a stable code in snake_case
    /// @param explanation which check, which value, which setting; never a secret
    public void refused(String reason, String explanation) {
        this.reason = reason;
        this.explanation = explanation;
    }

    public @Nullable String workspace() {
        return workspace;
    }

    public @Nullable String api() {
        return api;
    }

    public @Nullable String route() {
        return route;
    }

    public @Nullable String consumer() {
        return consumer;
    }

    public @Nullable String application() {
        return application;
    }

    public @Nullable String upstream() {
        return upstream;
    }

    public @Nullable String reason() {
        return reason;
    }

    public @Nullable String explanation() {
        return explanation;
    }
}
