package io.grantway.authserver.login;

import io.grantway.authserver.PasswordHash;
import io.grantway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Stretches and compares passwords, a few at once: each takes tens of megabytes and of
/// milliseconds of a processor, and whoever may send a login form must not be able to take them
/// all.
public final class PasswordCheck {
    private static final int MOST_BYTES = 1024;

    private final SecureRandom random;
    private final Semaphore permits;
    private final Duration patience;
    private final ReentrantLock decoyLock = new ReentrantLock();
    private Optional<String> decoy = Optional.empty();

    /// @param atOnce how many may be stretched at the same time
    /// @param patience how long one waits for its turn
    public PasswordCheck(SecureRandom random, int atOnce, Duration patience) {
        this.random = random;
        this.patience = patience;
        this.permits = new Semaphore(atOnce, true);
    }

    /// Too many passwords are being checked; try again in a moment.
    static final class Busy extends RuntimeException {
        Busy() {
            super("too many passwords are being checked", null, false, false);
        }
    }

    String hash(String password) {
        return bounded(() -> PasswordHash.argon2id(password, random));
    }

    /// Compares with a configured password: a PHC string, or clear text.
    boolean matches(Secret configured, String presented) {
        boolean stretched = configured.expose(PasswordHash::readable);
        if (stretched) {
            return matches(Optional.of(configured.expose(text -> text)), presented);
        }
        boolean same = configured.matches(presented);
        // Clear text is compared in no time; the decoy takes the time that any other user takes.
        matches(Optional.empty(), presented);
        return same;
    }

    /// @param hash empty where there is no such user: a decoy is compared with, and never fits
    boolean matches(Optional<String> hash, String presented) {
        boolean tooLong = presented.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
        String comparable = tooLong ? "" : presented;
        return bounded(() -> {
            String other = decoy();
            boolean same = PasswordHash.matches(hash.orElse(other), comparable);
            return same && hash.isPresent() && !tooLong;
        });
    }

    /// Made at the first login, whoever that is, and not at start.
    private String decoy() {
        decoyLock.lock();
        try {
            if (decoy.isEmpty()) {
                decoy = Optional.of(PasswordHash.argon2id(BrowserCookie.fresh(random), random));
            }
            return decoy.get();
        } finally {
            decoyLock.unlock();
        }
    }

    private <T> T bounded(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy();
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
