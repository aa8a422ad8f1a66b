package io.grantway.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A bulk export of a FHIR server, which goes on in the background: after this call, and after a
/// restart of this server. [Fhir#export] begins it or goes on with it.
public interface Export {
    /// How far it is.
    enum State {
        /// The server is being told to begin.
        STARTING,
        /// The server gathers the files, or they are coming.
        RUNNING,
        /// All files are here.
        DONE,
        FAILED,
        CANCELLED
    }

    /// Its id, as the admin API knows it.
    String id();

    State state();

    /// What the server last said of its progress; empty where it says nothing.
    String progress();

    /// Waits for its files, at most until the call's deadline.
    ///
    /// @return whether all are here; false where it is still under way
    /// @throws CallException saying why, where it failed or was cancelled
    boolean await(Duration atMost);

    /// Its files; none before it is done.
    List<File> files();

    /// Its resources, without what is gone and what went wrong, read as they are asked for.
    default Stream<Tree> resources() {
        return files().stream().filter(file -> file.kind().equals("output")).flatMap(File::trees);
    }

    /// The instant up to which it holds everything; empty before it is done.
    Optional<String> transactionTime();

    /// Ends it, here and at the server. Nothing where it has ended.
    void cancel();

    /// Deletes its files and frees its name: the next [Fhir#export] of the name begins a new one.
    /// Call it when the files have been worked through; until then each call gets this one, so that
    /// nothing is lost where a call ends in the middle.
    ///
    /// @throws IllegalStateException where it has not ended
    void finish();

    /// A file of newline-delimited JSON.
    interface File {
        /// `output`, `deleted` (bundles of what is gone) or `error` (OperationOutcomes).
        String kind();

        /// The type of its resources.
        String type();

        long rows();

        /// Its lines, read as they are asked for. Closed at the end of the call, or before.
        Stream<String> lines();

        /// Its resources, read as they are asked for. Closed at the end of the call, or before.
        Stream<Tree> trees();
    }
}
