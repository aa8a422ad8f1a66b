package io.grantway.testing;

import io.grantway.http.CallRecord;
import io.grantway.http.EngineSettings;
import io.grantway.http.Exchange;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.Forward;
import io.grantway.http.ForwardFailure;
import io.grantway.http.Forwarding;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import io.grantway.http.HttpEngine;
import io.grantway.http.HttpLimits;
import io.grantway.http.ListenAddress;
import io.grantway.http.ListenerSettings;
import io.grantway.http.Origin;
import io.grantway.http.Problem;
import io.grantway.http.RequestHead;
import io.grantway.http.TimeLimits;
import io.grantway.http.TlsConfig;
import io.grantway.http.TrustedProxies;
import io.grantway.http.UpstreamPools;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real engine with listeners on free ports, and a record of what ended on it.
public final class TestEngine implements AutoCloseable {
    public static final TimeLimits LIMITS =
            new TimeLimits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ZERO);

    /// How one exchange ended.
    public record Ended(
            RequestHead head, CallRecord record, int status, long bytesIn, long bytesOut) {}

    private final HttpEngine engine;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

    public TestEngine() {
        this(1);
    }

    public TestEngine(int loops) {
        engine =
                HttpEngine.create(
                        new EngineSettings(
                                loops,
                                UpstreamPools.USUAL,
                                InstantSource.system(),
                                new SplittableRandom(7)));
    }

    public TestEngine(EngineSettings settings) {
        engine = HttpEngine.create(settings);
    }

    public HttpEngine engine() {
        return engine;
    }

    public HttpEngine.Listener listen(ExchangeHandler handler) {
        return listen(handler, HttpLimits.USUAL, TrustedProxies.NONE, null);
    }

    public HttpEngine.Listener listen(ExchangeHandler handler, HttpLimits limits) {
        return listen(handler, limits, TrustedProxies.NONE, null);
    }

    public HttpEngine.Listener listen(
            ExchangeHandler handler,
            HttpLimits limits,
            TrustedProxies proxies,
            @Nullable TlsConfig tls) {
        return engine.listen(
                new ListenerSettings(
                        "test", new ListenAddress("127.0.0.1", 0), tls, limits, proxies),
                handler,
                (head, record, status, in, out, _) ->
                        ended.add(new Ended(head, record, status, in, out)));
    }

    /// Passes everything on to one origin, path and query unchanged.
    public static ExchangeHandler forwardingTo(Origin origin) {
        return exchange -> exchange.forward(to(origin, exchange, LIMITS), answering(exchange));
    }

    public static ExchangeHandler forwardingTo(Origin origin, TimeLimits limits) {
        return exchange -> exchange.forward(to(origin, exchange, limits), answering(exchange));
    }

    public static Forward to(Origin origin, Exchange exchange, TimeLimits limits) {
        return new Forward(
                origin,
                exchange.head().target().pathAndQuery(),
                new HeaderEdits(),
                false,
                limits,
                null);
    }

    /// Answers failures with 502 and their kind as the code.
    public static Forwarding answering(Exchange exchange) {
        return new Forwarding() {
            @Override
            public HeaderEdits onHead(int status, Headers headers) {
                return new HeaderEdits();
            }

            @Override
            public void onFailure(ForwardFailure failure) {
                Problem problem =
                        Problem.of(
                                502,
                                failure.kind().name(),
                                failure.detail() + (failure.replayable() ? " (replayable)" : ""));
                exchange.answer(problem.toResponse(exchange.head().id()));
            }

            @Override
            public void onEnd(boolean complete) {
                if (!complete) {
                    exchange.record().refused("cut_off", "cut off");
                }
            }
        };
    }

    /// The next exchange that ends.
    public Ended nextEnded() {
        try {
            Ended next = ended.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no exchange ended");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public List<Ended> allEnded() {
        return List.copyOf(ended);
    }

    @Override
    public void close() {
        engine.close(Duration.ZERO);
    }
}
