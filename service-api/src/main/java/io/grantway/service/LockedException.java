package io.grantway.service;

/// A lock that somebody else held until the call's deadline.
public final class LockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LockedException(String lock) {
        super("the lock \"" + lock + "\" is held by somebody else");
    }
}
