package io.grantway.store.sql;

import io.grantway.store.Announcement;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Where the stores read and write.
public interface Database extends AutoCloseable {
    /// Does the work and returns when it is on disk, or throws with nothing of it done. May do it
    /// more than once, of which one counts.
    ///
    /// @throws io.grantway.authserver.StoreUnavailable when the database cannot take it now
    <T> T write(Work<T> work);

    /// Does work that only reads, on what was last written.
    ///
    /// @throws io.grantway.authserver.StoreUnavailable when the database cannot be read now
    <T> T read(Work<T> work);

    /// Why the last write failed; empty while writes succeed.
    Optional<String> trouble();

    /// Whether other nodes may use it too.
    boolean isShared();

    /// Tells what any node changes from now on, until it is closed. Tells nothing where there can
    /// be no other node.
    AutoCloseable listen(Consumer<Announcement> told);

    /// Copies everything, as it is at one moment, into a new file.
    ///
    /// @throws IllegalArgumentException when there cannot be such a file, saying what to do
    /// @throws io.grantway.authserver.StoreUnavailable when the copy cannot be read or written
    void backup(Path target);

    @Override
    void close();
}
