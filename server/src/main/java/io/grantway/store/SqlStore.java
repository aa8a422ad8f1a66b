package io.grantway.store;

import io.grantway.authserver.CodeStore;
import io.grantway.authserver.SessionStore;
import io.grantway.authserver.TokenStore;
import io.grantway.authserver.UserStore;
import io.grantway.token.TokenLookup;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// Every store of the server in one SQLite file, `grantway.db`, of the data directory.
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class SqlStore implements AutoCloseable {
    private SqlStore() {}

    /// Opens the data directory, making it (mode 0700) and the file (0600) where they are missing,
    /// and brings the file's schema up to date.
    ///
    /// @throws io.grantway.authserver.StoreUnavailable with a text for the operator: the directory
    ///   cannot be written, another process uses it, the file is damaged or newer than this program
    public static SqlStore open(Path dataDirectory, InstantSource clock) {
        throw new UnsupportedOperationException("not built yet");
    }

    public TokenStore tokens() {
        throw new UnsupportedOperationException("not built yet");
    }

    public TokenLookup tokenLookup() {
        throw new UnsupportedOperationException("not built yet");
    }

    public CodeStore codes() {
        throw new UnsupportedOperationException("not built yet");
    }

    public UserStore users() {
        throw new UnsupportedOperationException("not built yet");
    }

    public SessionStore sessions() {
        throw new UnsupportedOperationException("not built yet");
    }

    public ServerSettings settings() {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Why the last write failed, for readiness; empty while writes succeed.
    public Optional<String> trouble() {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Copies the whole store, as it is at one moment, into a new file (mode 0600) that opens as a
    /// store does. Reads and writes go on.
    ///
    /// @param file that must not exist yet
    public void backup(Path file) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// Finishes the writes under way and lets the data directory go.
    @Override
    public void close() {
        throw new UnsupportedOperationException("not built yet");
    }
}
