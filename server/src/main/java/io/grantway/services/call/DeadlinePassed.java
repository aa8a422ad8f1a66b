package io.grantway.services.call;

/// A call whose time is over. Thrown inside a service by what it waits for.
public final class DeadlinePassed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadlinePassed() {
        super("the call's deadline has passed", null, false, false);
    }
}
