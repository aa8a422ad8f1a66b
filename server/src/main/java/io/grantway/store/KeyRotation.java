package io.grantway.store;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.store.seal.Seal;
import io.grantway.store.seal.WorkspaceKeys;
import io.grantway.store.seal.WorkspaceKeys.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts new keys in the place of those that seal, while the server goes on: a new key seals from
/// now on, what the one before has sealed is sealed again, and when nothing is left of that and
/// every node has had time to hear of the new key, the old one is thrown away. Whatever was begun
/// is gone on with after a restart, and by any node.
public final class KeyRotation {
    /// How long this node must have known of a new key before it throws the old one away: twice as
    /// long as a node may seal by what it has read.
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
    private static final String WRAPPING = "";

    /// How it stands.
    ///
    /// @param kind where the store's key is
    /// @param rotating whether there is a key besides it that opens
    /// @param left what that one has sealed still, in the database
    public record Status(Seal.Kind kind, boolean rotating, long left, List<DataKey> dataKeys) {}

    /// How it stands with the key of a workspace.
    ///
    /// @param since when it began to seal
    /// @param rotating whether the one before still opens
    /// @param left how many rows that one has sealed still
    public record DataKey(String workspace, Instant since, boolean rotating, long left) {}

    private final Seal seal;
    private final WorkspaceKeys keys;
    private final SealedPlaces places;
    private final boolean shared;
    private final InstantSource clock;
    private final ReentrantLock running = new ReentrantLock();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private volatile boolean moving;

    /// @param shared whether other nodes use the store
    KeyRotation(
            Seal seal,
            WorkspaceKeys keys,
            SealedPlaces places,
            boolean shared,
            InstantSource clock) {
        this.seal = seal;
        this.keys = keys;
        this.places = places;
        this.shared = shared;
        this.clock = clock;
    }

    /// Since when this node knows that these keys are to go.
    private record Seen(List<Integer> former, Instant since) {}

    public Status status() {
        boolean rotating = !seal.former().isEmpty();
        return new Status(
                seal.kind(),
                rotating,
                rotating ? places.own().count(seal::isFormer) : 0,
                keys.states().stream().map(this::dataKey).toList());
    }

    private DataKey dataKey(State state) {
        return new DataKey(
                state.workspace(),
                state.since(),
                !state.former().isEmpty(),
                places.rows().count(state.workspace(), state.former()));
    }

    /// Begins to give every workspace a new key. [#proceed] does the rest.
    public void rotateDataKeys() {
        for (State state : keys.states()) {
            keys.rotate(state.workspace());
        }
    }

    /// Begins to put a new key in the place of the store's; where it is given, to move what former
    /// keys have sealed to it. [#proceed] does the rest.
    ///
    /// @throws IllegalStateException saying what the operator is to do first
    public void rotateWrapping() {
        if (seal.kind() != Seal.Kind.FILE) {
            if (seal.former().isEmpty()) {
                throw new IllegalStateException(
                        "the store's key is given: give a new one in its place, and this one in"
                                + " server.store.formerKeys, then say it again");
            }
            moving = true;
        } else if (shared) {
            throw new IllegalStateException(
                    "several nodes use this store, and each has a key file of its own: give them a"
                            + " new key in server.store.key, and the text of store.key in"
                            + " server.store.formerKeys, then say it again");
        } else {
            seal.rotate();
        }
    }

    /// Goes on with what was begun, as far as it goes now; to be called now and then. Does nothing
    /// while another call is at it.
    public void proceed() {
        if (!running.tryLock()) {
            return;
        }
        try {
            proceedWithWrapping();
            keys.states().forEach(this::proceed);
        } catch (StoreUnavailable e) {
            LOG.warn("The rotation of keys waits: {}", e.getMessage());
        } finally {
            running.unlock();
        }
    }

    private void proceedWithWrapping() {
        List<Integer> former = seal.former();
        if (former.isEmpty()) {
            return;
        }
        long left = places.spills().stream().mapToLong(SealedSpill::again).sum();
        boolean file = seal.kind() == Seal.Kind.FILE;
        if (file ? shared : !moving) {
            return;
        }
        boolean known = isKnown(WRAPPING, former);
        left += places.own().again(seal::isFormer, this::again);
        moving = left > 0;
        if (file && known && left == 0) {
            seal.dropFormer();
            LOG.info("The store's key has been rotated; back up the new store.key");
        }
    }

    private byte[] again(byte[] sealed, String row) {
        return seal.seal(seal.open(sealed, row), row);
    }

    private void proceed(State state) {
        if (state.former().isEmpty()) {
            return;
        }
        String workspace = state.workspace();
        boolean known = isKnown("workspace " + workspace, state.former());
        long left =
                places.rows()
                        .again(
                                workspace,
                                state.former(),
                                (sealed, row) ->
                                        keys.seal(
                                                workspace, keys.open(workspace, sealed, row), row));
        if (known && left == 0) {
            keys.dropFormer(state);
            LOG.info("The data key of the workspace {} has been rotated", workspace);
        }
    }

    /// Measured here, since the clocks of two nodes may differ.
    private boolean isKnown(String what, List<Integer> former) {
        Seen since =
                seen.compute(
                        what,
                        (_, before) ->
                                before != null && before.former().equals(former)
                                        ? before
                                        : new Seen(former, clock.instant()));
        return !clock.instant().isBefore(since.since().plus(GRACE));
    }
}
