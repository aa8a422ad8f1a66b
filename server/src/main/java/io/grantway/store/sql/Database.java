package io.grantway.store.sql;

/// Where the stores read and write.
public interface Database {
    /// Does the work and returns when it is on disk, or throws with nothing of it done.
    ///
    /// @throws io.grantway.authserver.StoreUnavailable when the database cannot take it now
    <T> T write(Work<T> work);

    /// Does work that only reads, on what was last written.
    ///
    /// @throws io.grantway.authserver.StoreUnavailable when the database cannot be read now
    <T> T read(Work<T> work);
}
