package io.grantway.telemetry;

import io.grantway.config.Secret;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.Headers;
import io.grantway.http.RequestHead;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Traces of the gateway's calls, sent by OTLP over HTTP (OpenTelemetry). Goes on with the context
/// that a caller sends in `traceparent` and `tracestate` (W3C Trace Context), and with the caller's
/// decision whether to trace; one that is malformed counts as none.
public final class Traces implements AutoCloseable {
    private static final long FLUSH_MILLIS = 2000;
    private static final String PARENT = "traceparent";
    private static final TextMapGetter<Headers> FROM_HEADERS = new FromHeaders();

    /// The library's own log, a stack trace for each failed batch; what matters of it is said by
    /// [SpanQueue]. Held here, since a logger that nobody holds forgets its level.
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final SpanQueue queue;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private Traces(TracesConfig config) {
        LIBRARY.setLevel(Level.OFF);
        queue = new SpanQueue(exporter(config));
        provider =
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.create(
                                        Attributes.of(
                                                AttributeKey.stringKey("service.name"),
                                                config.serviceName())))
                        .setSampler(
                                Sampler.parentBased(Sampler.traceIdRatioBased(config.sampled())))
                        .addSpanProcessor(queue)
                        .build();
        tracer = provider.get("io.grantway");
    }

    public static Traces start(TracesConfig config) {
        return new Traces(config);
    }

    private static OtlpHttpSpanExporter exporter(TracesConfig config) {
        OtlpHttpSpanExporterBuilder builder =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(config.address())
                        .setTimeout(Duration.ofSeconds(5))
                        .setRetryPolicy(null);
        for (Map.Entry<String, Secret> header : config.headers().entrySet()) {
            header.getValue()
                    .expose(value -> {
                        builder.addHeader(header.getKey(), value);
                        return true;
                    });
        }
        return builder.build();
    }

    /// The handler, with a trace begun for each call.
    public ExchangeHandler around(ExchangeHandler handler) {
        return exchange -> {
            RequestHead head = exchange.head();
            Context parent =
                    head.headers().all(PARENT).size() == 1
                            ? W3CTraceContextPropagator.getInstance()
                                    .extract(Context.root(), head.headers(), FROM_HEADERS)
                            : Context.root();
            exchange.record().tracedBy(new TracedCall(tracer, parent, head));
            handler.handle(exchange);
        };
    }

    /// The observer, told of a call when its trace has ended.
    public ExchangeObserver before(ExchangeObserver next) {
        return (head, record, status, in, out, nanos) -> {
            if (record.trace() instanceof TracedCall call) {
                call.ended(record, status, in, out);
                // Whoever keeps the record must not keep the request's head with it.
                record.tracedBy(null);
            }
            next.ended(head, record, status, in, out, nanos);
        };
    }

    /// Spans lost since the start, to a full queue or a collector that is away.
    public long dropped() {
        return queue.dropped();
    }

    /// Sends what is waiting, for two seconds at most.
    @Override
    public void close() {
        try {
            queue.close(FLUSH_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        provider.close();
    }

    private static final class FromHeaders implements TextMapGetter<Headers> {
        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            return headers == null || !headers.contains(name)
                    ? null
                    : String.join(",", headers.all(name));
        }
    }
}
