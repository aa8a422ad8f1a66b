package io.grantway.jose;

import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One key set of another's, as far as it is known.
final class RemoteKeySet {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeySet.class);

    static final Duration USUAL_LIFE = Duration.ofMinutes(15);
    static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);
    static final Duration LONGEST_LIFE = Duration.ofHours(24);

    /// How long keys are kept past their life while their publisher cannot be reached. A revoked
    /// key stays good for as long.
    static final Duration STALE = Duration.ofHours(24);

    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// Between two requests that unknown keys cause: tokens with made-up key ids must not become
    /// requests.
    static final Duration UNKNOWN_KEY_PAUSE = Duration.ofSeconds(30);

    private static final Pattern MAX_AGE =
            Pattern.compile("(?:^|[\\s,])max-age=\"?(\\d{1,9})", Pattern.CASE_INSENSITIVE);

    private final PublishedKeys.Place place;
    private final Outgoing outgoing;
    private final Executor background;
    private final InstantSource clock;
    private final DoubleSupplier spread;
    private volatile State state = new State(null, Instant.MIN, Instant.MIN, Instant.MIN, 0, "");
    private volatile Instant mayAskForNewerAt = Instant.MIN;
    private @Nullable CompletableFuture<State> flight;

    RemoteKeySet(
            PublishedKeys.Place place,
            Outgoing outgoing,
            Executor background,
            InstantSource clock,
            DoubleSupplier spread) {
        this.spread = spread;
        this.place = place;
        this.outgoing = outgoing;
        this.background = background;
        this.clock = clock;
    }

    /// @param keys the last good ones
    /// @param renewAt from when on they are asked for again
    /// @param badAt from when on they count no more
    /// @param retryAt before which nobody asks again after a failure
    /// @param failures in a row
    /// @param why the last failure
    private record State(
            @Nullable PublishedKeys keys,
            Instant renewAt,
            Instant badAt,
            Instant retryAt,
            int failures,
            String why) {
        boolean good(Instant now) {
            return keys != null && now.isBefore(badAt);
        }
    }

    /// Without blocking.
    KeyLookup known() {
        return known(state);
    }

    private KeyLookup known(State now) {
        Instant at = clock.instant();
        boolean mayAsk = !at.isBefore(now.retryAt());
        if (now.good(at)) {
            if (!at.isBefore(now.renewAt()) && mayAsk) {
                var _ = ask(now);
            }
            return found(now);
        }
        return mayAsk ? new KeyLookup.Ask() : new KeyLookup.Unavailable(now.why());
    }

    /// Known or unavailable.
    KeyLookup find() {
        State seen = state;
        KeyLookup known = known(seen);
        return known instanceof KeyLookup.Ask ? found(ask(seen).join()) : known;
    }

    private KeyLookup found(State found) {
        PublishedKeys keys = found.keys();
        return keys == null || !found.good(clock.instant())
                ? new KeyLookup.Unavailable(found.why())
                : new KeyLookup.Known(keys);
    }

    /// Whether asking now could bring a key that is not known yet.
    boolean mayAskForNewer() {
        Instant now = clock.instant();
        return !now.isBefore(mayAskForNewerAt) && !now.isBefore(state.retryAt());
    }

    /// Newer keys than these, asked for where that may be now.
    Optional<PublishedKeys> newer(PublishedKeys than) {
        // Others may have brought them meanwhile.
        State seen = state;
        Optional<PublishedKeys> now =
                Optional.ofNullable(seen.keys()).filter(keys -> !keys.equals(than));
        return now.isPresent() || !mayAskForNewer()
                ? now
                : Optional.ofNullable(askForNewer(seen).join().keys())
                        .filter(keys -> !keys.equals(than));
    }

    /// Only requests of this kind count: a key that is new shortly after an ordinary request is
    /// found at once.
    private synchronized CompletableFuture<State> askForNewer(State seen) {
        mayAskForNewerAt = clock.instant().plus(UNKNOWN_KEY_PAUSE);
        return ask(seen);
    }

    /// Whether the last request brought nothing, so that newer keys may exist unseen.
    boolean isOutOfReach() {
        return state.failures() > 0;
    }

    /// Asks, or joins whoever is asking, or takes what somebody brought since the caller looked.
    private synchronized CompletableFuture<State> ask(State seen) {
        if (!state.equals(seen)) {
            return CompletableFuture.completedFuture(state);
        }
        CompletableFuture<State> now = flight;
        if (now == null) {
            CompletableFuture<State> mine = new CompletableFuture<>();
            now = mine;
            flight = mine;
            try {
                background.execute(() -> fetch(mine));
            } catch (RejectedExecutionException _) {
                land(failed("this server is stopping"));
                mine.complete(state);
            }
        }
        return now;
    }

    private void fetch(CompletableFuture<State> mine) {
        State next;
        try {
            next = fetched();
        } catch (OutgoingFailure failure) {
            next = failed(String.valueOf(failure.getMessage()));
        } catch (IllegalArgumentException e) {
            next = failed("published no key set: " + e.getMessage());
        } catch (RuntimeException e) {
            // Whoever waits must not wait for ever.
            next = failed("could not be asked: " + e);
        }
        land(next);
        mine.complete(next);
    }

    private synchronized void land(State next) {
        state = next;
        if (next.failures() > 0) {
            // The pause after a failure is enough.
            mayAskForNewerAt = Instant.MIN;
        }
        flight = null;
    }

    private State fetched() {
        OutgoingAnswer answer =
                outgoing.fetch(
                        OutgoingRequest.get(place.uri(), place.trust())
                                .with("Accept", "application/jwk-set+json, application/json")
                                .following());
        if (!answer.isOk()) {
            return failed("the key set was answered with status " + answer.status());
        }
        PublishedKeys keys = PublishedKeys.parse(answer.body().text());
        Duration life = life(answer);
        Instant now = clock.instant();
        // Ahead of the end, so that nobody waits for it.
        return new State(
                keys, now.plus(ahead(life)), now.plus(life).plus(STALE), Instant.MIN, 0, "");
    }

    /// When to ask again: after four fifths of the life of the keys, or up to a tenth sooner.
    private Duration ahead(Duration life) {
        long hundredths = 80 - Math.round(10 * spread.getAsDouble());
        return life.multipliedBy(hundredths).dividedBy(100);
    }

    private static Duration life(OutgoingAnswer answer) {
        Matcher told = MAX_AGE.matcher(answer.headers().first("Cache-Control").orElse(""));
        Duration life =
                told.find() ? Duration.ofSeconds(Long.parseLong(told.group(1))) : USUAL_LIFE;
        Duration least = life.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : life;
        return least.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : least;
    }

    /// Keeps what there was.
    private State failed(String why) {
        State before = state;
        int failures = Math.min(before.failures() + 1, 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
        LOG.warn("keys of {}: {}", place.uri().getHost(), why);
        return new State(
                before.keys(),
                before.renewAt(),
                before.badAt(),
                clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause),
                failures,
                why);
    }
}
