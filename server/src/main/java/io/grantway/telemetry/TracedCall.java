package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.CallTrace;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Origin;
import io.grantway.http.RequestHead;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The spans of one call: the server's own, and the client's for the attempt that is running, by
/// the semantic conventions for HTTP. The consumer is named, the token never.
final class TracedCall implements CallTrace {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
    private static final TextMapSetter<HeaderEdits> INTO_HEADERS =
            (headers, name, value) -> {
                if (headers != null) {
                    headers.set(name, value);
                }
            };
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final RequestHead head;
    private final Context parent;
    private final Span server;
    private @Nullable Span client;

    TracedCall(Tracer tracer, Context parent, RequestHead head) {
        this.tracer = tracer;
        this.head = head;
        this.server =
                tracer.spanBuilder(method())
                        .setParent(parent)
                        .setSpanKind(SpanKind.SERVER)
                        .startSpan();
        this.parent = parent.with(server);
    }

    private String method() {
        return METHODS.contains(head.method()) ? head.method() : "HTTP";
    }

    @Override
    public void sending(Origin target, HeaderEdits headers) {
        endAttempt(0, "retried");
        Span span =
                tracer.spanBuilder(method())
                        .setParent(parent)
                        .setSpanKind(SpanKind.CLIENT)
                        .startSpan();
        client = span;
        if (span.isRecording()) {
            span.setAttribute("http.request.method", method());
            span.setAttribute("server.address", target.host());
            span.setAttribute("server.port", target.port());
            span.setAttribute("url.scheme", target.scheme());
        }
        W3CTraceContextPropagator.getInstance().inject(parent.with(span), headers, INTO_HEADERS);
    }

    /// Ends what is still open.
    void ended(CallRecord record, int status, long bytesIn, long bytesOut) {
        endAttempt(record.upstreamStatus(), record.reason());
        if (server.isRecording()) {
            describe(record, status, bytesIn, bytesOut);
        }
        server.end();
    }

    private void endAttempt(int status, @Nullable String failure) {
        Span span = client;
        if (span == null) {
            return;
        }
        client = null;
        if (status != 0) {
            span.setAttribute("http.response.status_code", status);
        }
        if (status >= CLIENT_ERROR || status == 0) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(
                    "error.type",
                    status == 0 ? failure == null ? "client_left" : failure : status + "");
        }
        span.end();
    }

    private void describe(CallRecord record, int status, long bytesIn, long bytesOut) {
        server.setAttribute("http.request.method", method());
        server.setAttribute("http.response.status_code", status);
        server.setAttribute("url.scheme", head.target().scheme());
        server.setAttribute("url.path", ShownPath.of(head.target().path()));
        server.setAttribute("server.address", head.target().host());
        server.setAttribute("server.port", head.target().port());
        server.setAttribute("client.address", head.peer().clientAddress());
        server.setAttribute("network.protocol.version", head.version().substring("HTTP/".length()));
        server.setAttribute("http.request.body.size", bytesIn);
        server.setAttribute("http.response.body.size", bytesOut);
        server.setAttribute("grantway.request_id", head.id());
        say("grantway.workspace", record.workspace());
        say("grantway.api", record.api());
        say("grantway.route", record.route());
        say("grantway.consumer", record.consumer());
        say("grantway.application", record.application());
        String path = record.pathPattern();
        if (path != null) {
            server.setAttribute("http.route", path);
            server.updateName(method() + " " + path);
        }
        String reason = record.reason();
        if (reason != null) {
            server.setAttribute("error.type", reason);
        } else if (status >= SERVER_ERROR) {
            server.setAttribute("error.type", Integer.toString(status));
        }
        if (status >= SERVER_ERROR) {
            server.setStatus(StatusCode.ERROR);
        }
    }

    private void say(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            server.setAttribute(name, value);
        }
    }
}
