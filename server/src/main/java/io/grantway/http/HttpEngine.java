package io.grantway.http;

import io.grantway.http.engine.VertxEngine;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// The HTTP server and the forwarding client in one: sockets, event loops, connection pools.
///
/// Everything it calls back runs on an event loop and must not block.
public interface HttpEngine extends AutoCloseable {
    /// Starts the event loops; nothing listens yet.
    static HttpEngine create(EngineSettings settings) {
        return new VertxEngine(settings);
    }

    /// Opens a listener; returns when it accepts connections.
    ///
    /// @throws IllegalStateException naming address, port and reason, when the address cannot be
    ///   bound or the certificate cannot be used
    Listener listen(ListenerSettings settings, ExchangeHandler handler, ExchangeObserver observer);

    /// Asks an origin for a path with `GET`, on a connection of its own.
    ///
    /// @param limit from start to end
    /// @return the status; fails with an exception that says why there is none
    CompletionStage<Integer> probe(Origin origin, String path, Duration limit);

    /// Says where foreign origins may lie; without it, at public addresses alone.
    ///
    /// @param rule asked for each new connection
    void guard(Supplier<OutgoingRule> rule);

    /// Runs a task again and again on an event loop, first after one period. What it throws is
    /// logged and does not stop it.
    Repetition schedule(Duration period, Runnable task);

    /// Stops accepting, lets the calls in flight end within the grace, and closes all connections.
    void close(Duration grace);

    @Override
    default void close() {
        close(Duration.ZERO);
    }

    /// An open listener.
    interface Listener {
        /// The port it is bound to: the chosen one where port 0 was asked for.
        int port();

        /// Serves a new certificate to connections made from now on; when it cannot be used the old
        /// one stays.
        ///
        /// @throws IllegalArgumentException saying which file is wrong and why
        void reloadTls(TlsConfig tls);

        /// The connections that are open now.
        int connections();
    }

    /// A task that runs again and again until it is closed.
    interface Repetition extends AutoCloseable {
        @Override
        void close();
    }
}
