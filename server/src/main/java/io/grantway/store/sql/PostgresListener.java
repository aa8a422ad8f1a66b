package io.grantway.store.sql;

import io.grantway.oauth.TokenHash;
import io.grantway.store.Announcement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what the triggers of the database announce, on a connection of its own that it opens again
/// whenever it is lost.
final class PostgresListener implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresListener.class);

    /// How long it is quiet before it looks whether the server is still there.
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final PostgresServer server;
    private final Consumer<Announcement> told;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Connection connection;
    private boolean wasLost;

    PostgresListener(PostgresServer server, Consumer<Announcement> told) {
        this.server = server;
        this.told = told;
        this.thread = Thread.ofVirtual().name("store-listener").start(this::run);
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Connection open = server.connect(ANSWER)) {
                connection = open;
                listen(open);
            } catch (SQLException e) {
                lost(e);
            }
            try {
                var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void lost(SQLException e) {
        if (!wasLost && closing.getCount() > 0) {
            wasLost = true;
            LOGGER.warn(
                    "This node does not hear of the others' changes: {}", server.faults().text(e));
        }
    }

    private void listen(Connection open) throws SQLException {
        Session session = new Session(open);
        session.script("LISTEN grantway");
        if (wasLost) {
            wasLost = false;
            LOGGER.info("This node hears of the others' changes again");
        }
        // Also the first time: the start has read before.
        tell(new Announcement.Missed());
        PGConnection notified = open.unwrap(PGConnection.class);
        while (closing.getCount() > 0) {
            PGNotification[] some = notified.getNotifications(Math.toIntExact(QUIET.toMillis()));
            if (some == null || some.length == 0) {
                session.execute("SELECT 1");
                continue;
            }
            for (PGNotification each : some) {
                read(each.getParameter()).ifPresent(this::tell);
            }
        }
    }

    private void tell(Announcement announcement) {
        try {
            told.accept(announcement);
        } catch (RuntimeException e) {
            if (closing.getCount() > 0) {
                LOGGER.error("{} could not be followed", announcement, e);
            }
        }
    }

    /// Nothing for what a newer node announces.
    private static Optional<Announcement> read(String text) {
        String[] words = text.split(" ", -1);
        return Optional.ofNullable(
                switch (words[0]) {
                    case "token" -> new Announcement.TokenEnded(hash(words[1]));
                    case "denied" -> new Announcement.TokenDenied(hash(words[1]), time(words[2]));
                    case "catalog" -> new Announcement.CatalogChanged();
                    case "keys" -> new Announcement.SigningKeysChanged();
                    case "datakeys" -> new Announcement.DataKeysChanged();
                    case "account" -> new Announcement.AccountChanged(hash(words[1]));
                    case "admins" -> new Announcement.AdminTokensChanged();
                    default -> null;
                });
    }

    private static TokenHash hash(String hex) {
        return TokenHash.of(HexFormat.of().parseHex(hex));
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    @Override
    public void close() {
        closing.countDown();
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOGGER.debug("The listening connection was not closed well: {}", e.getMessage());
            }
        }
        thread.interrupt();
    }
}
