package io.grantway.store.sql;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether writing fails just now, and why. Told and asked by any thread.
///
/// Logged when it begins and when it ends; a trouble that comes and goes all the time (a damaged
/// page that some writes touch) only once a minute.
final class Trouble {
    private static final Logger LOGGER = LoggerFactory.getLogger(Trouble.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private volatile Optional<String> now = Optional.empty();
    private String lastLogged = "";
    private long loggedAt;
    private boolean endIsWorthALine;

    Optional<String> now() {
        return now;
    }

    synchronized void begin(String text) {
        now = Optional.of(text);
        boolean known = text.equals(lastLogged);
        if (!known || System.nanoTime() - loggedAt > QUIET.toNanos()) {
            LOGGER.error("Writing fails: {}", text);
            lastLogged = text;
            loggedAt = System.nanoTime();
            endIsWorthALine = true;
        }
    }

    void end() {
        if (now.isPresent()) {
            over();
        }
    }

    private synchronized void over() {
        if (now.isPresent() && endIsWorthALine) {
            LOGGER.info("Writing goes on");
            endIsWorthALine = false;
        }
        now = Optional.empty();
    }
}
