package io.grantway.authserver;

/// The store cannot read or write now: disk full, file locked or damaged, database out of reach.
/// Nothing of the refused operation was done.
public final class StoreUnavailable extends RuntimeException {
    /// @param message for the operator: what is wrong with which file or server, and how to mend it
    public StoreUnavailable(String message) {
        super(message);
    }

    /// @param message as above
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
