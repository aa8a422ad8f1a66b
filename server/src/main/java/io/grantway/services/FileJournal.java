package io.grantway.services;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Keeps how far the files have come that a node has taken, so that a process that is killed leaves
/// none half done: what a row says is true, also after a crash.
public interface FileJournal {
    /// How far a file has come.
    enum State {
        /// The service may be running, or may have been when the process ended.
        RUNNING,
        /// The service has taken it; it goes to the archive.
        DONE,
        /// It goes to the rejected ones.
        FAILED
    }

    /// A file on its way.
    ///
    /// @param channel workspace and name
    /// @param node that has taken it
    /// @param file its name in the directory
    /// @param target where it goes; empty while it runs
    /// @param reason why it failed; empty where it has not
    record Entry(
            UUID id,
            String channel,
            String node,
            String file,
            State state,
            String target,
            String reason,
            Instant since) {
        public Entry to(State next, String path, String why) {
            return new Entry(id, channel, node, file, next, path, why, since);
        }
    }

    /// Writes a row, or writes it anew.
    void keep(Entry entry);

    /// The rows of a channel's files that a node has taken.
    List<Entry> of(String channel, String node);

    void forget(UUID id);
}
