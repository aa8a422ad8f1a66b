package io.grantway.analytics.stream;

import java.util.List;

/// Where events go. Used by one thread, which it may hold up.
interface Destination extends AutoCloseable {
    /// What became of a batch.
    enum Outcome {
        /// It is there, or on its way.
        TAKEN,
        /// It may be taken later.
        NOT_NOW,
        /// It never will be.
        REFUSED
    }

    Outcome send(List<CallEvent> events) throws InterruptedException;

    @Override
    void close();
}
