package io.grantway.authserver.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The metadata of providers, by their issuers: asked for when somebody wants to log in, by one for
/// all who wait, remembered for an hour, and kept for a day where a provider cannot be reached
/// then.
final class ProviderDocuments {
    static final Duration LIFE = Duration.ofHours(1);
    static final Duration STALE = Duration.ofHours(24);

    /// Between two requests after a failure: a button that is pressed again and again must not
    /// become requests.
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ProviderDocuments.class);
    private static final String PLACE = "/.well-known/openid-configuration";
    private static final int MOST = 1000;

    private final Outgoing outgoing;
    private final InstantSource clock;
    private final Cache<URI, Remembered> byIssuer =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    ProviderDocuments(Outgoing outgoing, InstantSource clock) {
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /// @throws IdentityRefused where it cannot be had
    ProviderDocument of(URI issuer) {
        return byIssuer.get(issuer, Remembered::new).find();
    }

    /// @param document the last good one
    /// @param why the last failure
    private record State(
            @Nullable ProviderDocument document, Instant read, Instant retryAt, String why) {
        boolean within(Duration life, Instant now) {
            return document != null && now.isBefore(read.plus(life));
        }
    }

    private final class Remembered {
        private final URI issuer;
        private final ReentrantLock asking = new ReentrantLock();
        private volatile State state = new State(null, Instant.EPOCH, Instant.EPOCH, "");

        Remembered(URI issuer) {
            this.issuer = issuer;
        }

        ProviderDocument find() {
            State seen = state;
            Instant now = clock.instant();
            if (seen.within(LIFE, now)) {
                return document(seen);
            }
            if (!seen.within(LIFE.plus(STALE), now)) {
                asking.lock();
            } else if (!asking.tryLock()) {
                // Somebody asks already; the old one is good for the others.
                return document(seen);
            }
            try {
                if (!state.within(LIFE, now) && !now.isBefore(state.retryAt())) {
                    state = asked(now);
                }
                return document(state);
            } finally {
                asking.unlock();
            }
        }

        private ProviderDocument document(State now) {
            ProviderDocument document = now.document();
            if (document == null || !now.within(LIFE.plus(STALE), clock.instant())) {
                throw IdentityRefused.unavailable("metadata", now.why());
            }
            return document;
        }

        private State asked(Instant now) {
            try {
                return new State(fetched(), now, Instant.EPOCH, "");
            } catch (IdentityRefused e) {
                return failed(e.why(), now);
            } catch (OutgoingFailure e) {
                return failed(String.valueOf(e.getMessage()), now);
            }
        }

        private State failed(String why, Instant now) {
            LOG.warn("metadata of {}: {}", issuer.getHost(), why);
            return new State(state.document(), state.read(), now.plus(PAUSE), why);
        }

        private ProviderDocument fetched() {
            String base = issuer.toString().replaceAll("/$", "");
            OutgoingAnswer answer =
                    outgoing.fetch(
                            OutgoingRequest.get(URI.create(base + PLACE), Trust.CONFIGURED)
                                    .with("Accept", "application/json")
                                    .following());
            if (!answer.isOk()) {
                throw IdentityRefused.unavailable(
                        "metadata", "it was answered with status " + answer.status());
            }
            return ProviderDocument.read(answer.body().text(), issuer);
        }
    }
}
