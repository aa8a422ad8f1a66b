package io.grantway.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A bulk export (FHIR Bulk Data Access, `$export`), followed in the background and found again by
/// its id with [Fhir#findExport].
public interface Export {
    String id();

    /// Whether it has come to its end, good or bad.
    boolean ended();

    /// Why it failed; empty where it did not.
    Optional<String> failure();

    /// What the server last said of how far it is.
    String progress();

    /// Waits for its end.
    ///
    /// @return whether it has ended
    boolean await(Duration atMost);

    /// Its files, once it is done.
    List<File> files();

    /// Reads the resources of a file, one after the other.
    void read(File file, Consumer<Tree> each);

    /// Ends it, here and at the server.
    void cancel();

    /// A file of resources, one a line.
    ///
    /// @param kind `output`, `deleted` or `error`
    /// @param type of its resources
    /// @param path where it lies on this machine
    record File(String kind, String type, String path, long resources) {}
}
