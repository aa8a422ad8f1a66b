package io.grantway.store.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/// A SQLite database file: how connections to it are set up.
///
/// @param busy how long to wait for a lock that another program holds on it
public record SqliteFile(Path path, Duration busy) {
    private static final int WRITER_CACHE_KIB = 16 * 1024;
    private static final int KEPT_LOG_BYTES = 64 << 20;

    Session openForWriting() throws SQLException {
        SQLiteConfig config = settings();
        config.setJournalMode(JournalMode.WAL);
        // Less than FULL would lose the newest commits with the machine's power.
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setCacheSize(-WRITER_CACHE_KIB);
        config.setJournalSizeLimit(KEPT_LOG_BYTES);
        Session session = open(config);
        try {
            // Where fsync only reaches the drive's cache (macOS), ask for more; nothing elsewhere.
            session.script("PRAGMA fullfsync = 1");
            session.script("PRAGMA checkpoint_fullfsync = 1");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    Session openForReading() throws SQLException {
        SQLiteConfig config = settings();
        config.setReadOnly(true);
        return open(config);
    }

    /// Reads a file that nobody uses, without making the files beside it that SQLite makes.
    Session openUntouched() throws SQLException {
        SQLiteConfig config = settings();
        config.setReadOnly(true);
        String url = "jdbc:sqlite:file:" + path.toUri().getRawPath() + "?immutable=1";
        return new Session(config.createConnection(url));
    }

    Faults faults() {
        return new Faults(path);
    }

    String url() {
        return "jdbc:sqlite:" + path;
    }

    private SQLiteConfig settings() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(busy.toMillis()));
        config.setTempStore(TempStore.MEMORY);
        return config;
    }

    private Session open(SQLiteConfig config) throws SQLException {
        return new Session(config.createConnection(url()));
    }
}
