package io.grantway.service;

/// A lock that this call holds, on every node, until it is closed or its time is over.
public interface Lock extends AutoCloseable {
    /// A number that grows each time somebody takes the lock. Hand it to what you change, where
    /// that can refuse an older one: a node that was asleep may think that it still holds the lock.
    long number();

    /// Whether it still holds: false once its time is over.
    boolean held();

    @Override
    void close();
}
