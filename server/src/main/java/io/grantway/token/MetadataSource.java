package io.grantway.token;

import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The metadata of one authorization server: asked for when it is needed, by one for all who wait,
/// renewed in the background, and kept while the server cannot be reached.
public final class MetadataSource {
    static final Duration LIFE = Duration.ofHours(1);

    /// Between two requests after a failure.
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(MetadataSource.class);

    private final String name;
    private final List<URI> places;
    private final Optional<String> issuer;
    private final Outgoing outgoing;
    private final Executor background;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile State state = new State(null, Instant.EPOCH, Instant.EPOCH, "not asked yet");

    /// @param metadata the last good one
    /// @param why the last failure
    private record State(
            @Nullable ServerMetadata metadata, Instant renewAt, Instant retryAt, String why) {}

    /// What came of looking.
    public sealed interface Lookup {}

    public record Known(ServerMetadata metadata) implements Lookup {}

    /// @param why for the log
    public record Unavailable(String why) implements Lookup {}

    /// @param name of the server, for the log
    public MetadataSource(
            String name,
            ExternalServerConfig config,
            Outgoing outgoing,
            Executor background,
            InstantSource clock) {
        this(
                name,
                config.metadataPlaces(),
                Optional.ofNullable(config.issuer()),
                outgoing,
                background,
                clock);
    }

    /// @param places where it may be, the likeliest first
    /// @param issuer that it must be of, where that is known
    public MetadataSource(
            String name,
            List<URI> places,
            Optional<String> issuer,
            Outgoing outgoing,
            Executor background,
            InstantSource clock) {
        this.name = name;
        this.places = List.copyOf(places);
        this.issuer = issuer;
        this.outgoing = outgoing;
        this.background = background;
        this.clock = clock;
    }

    /// What is in memory, renewed in the background where it is old. Never blocks.
    public Optional<ServerMetadata> known() {
        State now = state;
        Instant at = clock.instant();
        if (now.metadata() != null
                && !at.isBefore(now.renewAt())
                && !at.isBefore(now.retryAt())
                && renewing.compareAndSet(false, true)) {
            try {
                background.execute(this::renew);
            } catch (RejectedExecutionException _) {
                renewing.set(false);
            }
        }
        return Optional.ofNullable(now.metadata());
    }

    private void renew() {
        try {
            state = asked();
        } finally {
            renewing.set(false);
        }
    }

    /// The same, asked for where it is not in memory; blocks then.
    public Lookup find() {
        Optional<ServerMetadata> before = known();
        if (before.isPresent()) {
            return new Known(before.get());
        }
        asking.lock();
        try {
            State now = state;
            if (now.metadata() == null && !clock.instant().isBefore(now.retryAt())) {
                now = asked();
                state = now;
            }
            ServerMetadata metadata = now.metadata();
            return metadata == null ? new Unavailable(now.why()) : new Known(metadata);
        } finally {
            asking.unlock();
        }
    }

    private State asked() {
        String why = "it has no issuer and no metadata address";
        String unfit = "";
        for (URI place : places) {
            try {
                OutgoingAnswer answer =
                        outgoing.fetch(
                                OutgoingRequest.get(place, Trust.CONFIGURED)
                                        .with("Accept", "application/json")
                                        .following());
                if (answer.isOk()) {
                    ServerMetadata read =
                            ServerMetadata.read(
                                    answer.body().text(), issuer, "http".equals(place.getScheme()));
                    return new State(read, clock.instant().plus(LIFE), Instant.EPOCH, "");
                }
                why = "its metadata was answered with status " + answer.status();
            } catch (OutgoingFailure e) {
                why = "its metadata: " + e.getMessage();
                break;
            } catch (IllegalArgumentException e) {
                // Some answer any path with a page: what is meant may be at the next.
                unfit = unfit.isEmpty() ? "its metadata: " + e.getMessage() : unfit;
            }
        }
        why = unfit.isEmpty() ? why : unfit;
        LOG.warn("authorization server {}: {}", name, why);
        State before = state;
        return new State(before.metadata(), before.renewAt(), clock.instant().plus(PAUSE), why);
    }
}
