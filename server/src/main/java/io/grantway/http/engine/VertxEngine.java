package io.grantway.http.engine;

import io.grantway.http.EngineSettings;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.HttpEngine;
import io.grantway.http.ListenerSettings;
import io.grantway.http.Origin;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// The engine on Vert.x.
public final class VertxEngine implements HttpEngine {
    public VertxEngine(@SuppressWarnings("unused") EngineSettings settings) {}

    @Override
    public Listener listen(
            ListenerSettings settings, ExchangeHandler handler, ExchangeObserver observer) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public CompletionStage<Integer> probe(Origin origin, String path, Duration limit) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Repetition schedule(Duration period, Runnable task) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void close(Duration grace) {
        throw new UnsupportedOperationException("not yet");
    }
}
