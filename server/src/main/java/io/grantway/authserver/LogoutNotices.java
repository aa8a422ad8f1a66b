package io.grantway.authserver;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.http.Body;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Parameters;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells clients that a session has ended (OpenID Connect Back-Channel Logout 1.0), in the
/// background. In memory and bounded: a restart or a flood loses notices, and tokens end all the
/// same.
public final class LogoutNotices {
    /// Before the first attempt and between the others.
    private static final List<Duration> PAUSES =
            List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(1));

    private static final Logger LOG = LoggerFactory.getLogger(LogoutNotices.class);
    private static final int MOST_WAITING = 1_000;

    private final Outgoing outgoing;
    private final Supplier<Catalog> catalog;
    private final Function<UUID, Optional<Issuer>> issuers;
    private final InstantSource clock;
    private final RandomText random;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Background background;

    /// @param issuers in force, by the ids of their servers
    public LogoutNotices(
            Outgoing outgoing,
            Supplier<Catalog> catalog,
            Function<UUID, Optional<Issuer>> issuers,
            Background background,
            InstantSource clock,
            SecureRandom random) {
        this.outgoing = outgoing;
        this.catalog = catalog;
        this.issuers = issuers;
        this.background = background;
        this.clock = clock;
        this.random = new RandomText(random);
    }

    /// Does what may take a while, on a thread that may block.
    @FunctionalInterface
    public interface Background {
        /// @throws RejectedExecutionException when the server stops
        void run(Duration pause, Runnable task);
    }

    /// What one client is to be told.
    private record Notice(ServedClient served, String subject, String session) {}

    /// Returns at once.
    public void ended(LoginSession session) {
        for (ServedClient served : session.clients()) {
            Notice notice = new Notice(served, session.username(), session.id());
            if (waiting.incrementAndGet() > MOST_WAITING) {
                waiting.decrementAndGet();
                LOG.warn("logout notice to client {} dropped: too many wait", served.client());
            } else {
                attempt(notice, 0);
            }
        }
    }

    private void attempt(Notice notice, int number) {
        if (number == PAUSES.size()) {
            waiting.decrementAndGet();
            LOG.warn("client {} was not told of a logout", notice.served().client());
            return;
        }
        try {
            background.run(
                    PAUSES.get(number),
                    () -> {
                        if (isTold(notice)) {
                            waiting.decrementAndGet();
                        } else {
                            attempt(notice, number + 1);
                        }
                    });
        } catch (RejectedExecutionException e) {
            // The server stops.
            waiting.decrementAndGet();
        }
    }

    /// Whether there is nothing more to be tried.
    private boolean isTold(Notice notice) {
        Optional<Client> client = catalog.get().client(notice.served().client());
        Optional<Issuer> issuer = issuers.apply(notice.served().server());
        Optional<URI> uri = client.flatMap(it -> it.metadata().toBeToldAt());
        if (issuer.isEmpty() || uri.isEmpty()) {
            return true;
        }
        String token =
                issuer.get()
                        .logoutToken(
                                client.get(),
                                notice.subject(),
                                notice.session(),
                                random.token(),
                                clock.instant());
        return isTold(client.get(), uri.get(), token);
    }

    /// A client that refuses the token (400) would refuse it again.
    private boolean isTold(Client client, URI uri, String token) {
        try {
            int status =
                    outgoing.fetch(
                                    OutgoingRequest.post(
                                            uri,
                                            Trust.FOREIGN,
                                            "application/x-www-form-urlencoded",
                                            Body.of(
                                                    Parameters.of(Map.of("logout_token", token))
                                                            .encoded())))
                            .status();
            boolean told = status / 100 == 2;
            if (!told) {
                LOG.info("client {} answers a logout by {}", client.clientId(), status);
            }
            return told || status == 400;
        } catch (OutgoingFailure e) {
            LOG.info("client {} cannot be told of a logout: {}", client.clientId(), e.getMessage());
            return e.reason() == OutgoingFailure.Reason.REFUSED;
        }
    }
}
