package io.grantway.http.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The open connections of one listener: counted against their limit, and told when the listener
/// closes.
final class Connections {
    /// One of them.
    interface Connection {
        /// Ends after the call in flight, at once where there is none. Called on its event loop.
        void endGracefully();

        Loop loop();
    }

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final int most;
    private volatile boolean ending;

    Connections(int most) {
        this.most = most;
    }

    /// @return false when there are too many, or the listener is closing
    boolean admit() {
        if (ending || count.incrementAndGet() > most) {
            if (!ending) {
                count.decrementAndGet();
            }
            return false;
        }
        return true;
    }

    void left() {
        count.decrementAndGet();
    }

    void add(Connection connection) {
        open.add(connection);
        if (ending) {
            connection.endGracefully();
        }
    }

    void remove(Connection connection) {
        open.remove(connection);
    }

    int count() {
        return count.get();
    }

    boolean isEnding() {
        return ending;
    }

    void endGracefully() {
        ending = true;
        for (Connection each : open) {
            each.loop().run(each::endGracefully);
        }
    }
}
