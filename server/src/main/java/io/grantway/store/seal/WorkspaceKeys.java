package io.grantway.store.seal;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.store.seal.DataKeys.Kept;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// Data keys, one keyset (AES-256-GCM) for each workspace, remembered once they were read.
public final class WorkspaceKeys implements RowSeal {
    /// How long what was read may seal. After a rotation no node seals by the old key for longer,
    /// even one that was not told: whatever it sealed later would be lost with that key.
    static final Duration FRESH = Duration.ofSeconds(30);

    private final DataKeys keys;
    private final Seal seal;
    private final InstantSource clock;
    private final Map<String, Known> remembered = new ConcurrentHashMap<>();

    /// @param seal what the keys are sealed by
    public WorkspaceKeys(DataKeys keys, Seal seal, InstantSource clock) {
        this.keys = keys;
        this.seal = seal;
        this.clock = clock;
    }

    private record Known(long version, Keyset keys, Instant read) {
        boolean isFresh(Instant now) {
            Duration age = Duration.between(read, now);
            return !age.isNegative() && age.compareTo(FRESH) < 0;
        }
    }

    @Override
    public byte[] seal(String workspace, byte[] plain, String row) {
        try {
            return toSeal(workspace).aead().encrypt(plain, identity(workspace, row));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a new text can always be encrypted", e);
        }
    }

    @Override
    public byte[] open(String workspace, byte[] sealed, String row) {
        try {
            return toOpen(workspace, KeyNumber.of(sealed))
                    .aead()
                    .decrypt(sealed, identity(workspace, row));
        } catch (GeneralSecurityException e) {
            throw new StoreUnavailable(
                    "the data keys of the workspace "
                            + workspace
                            + " do not fit the database (at "
                            + row
                            + "): restore the whole database, not a part",
                    e);
        }
    }

    /// Forgets what was read: another node has changed it.
    public void reread() {
        remembered.clear();
    }

    /// How it stands with the keys of a workspace.
    ///
    /// @param primary the number of the key that seals
    /// @param former the numbers of those that only open
    /// @param since when the primary one became it
    public record State(
            String workspace, long version, int primary, List<Integer> former, Instant since) {}

    /// Of all workspaces that have keys, by name; what is asked here seals from now on.
    public List<State> states() {
        Instant before = clock.instant();
        return keys.all().stream().map(kept -> state(kept, before)).toList();
    }

    private State state(Kept kept, Instant before) {
        Known known = remembered.get(kept.workspace());
        Keyset keyset =
                known != null && known.version() == kept.version() ? known.keys() : opened(kept);
        remembered.put(kept.workspace(), new Known(kept.version(), keyset, before));
        return new State(
                kept.workspace(), kept.version(), keyset.primary(), keyset.former(), kept.since());
    }

    /// Gives a workspace a new key, which seals from now on; the one before still opens. Does
    /// nothing where there are two already.
    public void rotate(String workspace) {
        boolean done = false;
        while (!done) {
            Kept kept = keys.find(workspace).orElseThrow(() -> missing(workspace));
            Keyset keyset = opened(kept);
            done =
                    !keyset.former().isEmpty()
                            || keys.replace(
                                    kept(
                                            workspace,
                                            kept.version() + 1,
                                            keyset.rotated(),
                                            clock.instant()));
        }
        remembered.remove(workspace);
    }

    /// Takes the keys that no longer seal away: what they sealed is lost. Does nothing where the
    /// keys have changed since they were looked at.
    public void dropFormer(State seen) {
        Kept kept = keys.find(seen.workspace()).orElseThrow(() -> missing(seen.workspace()));
        if (kept.version() == seen.version()) {
            var _ =
                    keys.replace(
                            kept(
                                    seen.workspace(),
                                    kept.version() + 1,
                                    opened(kept).withoutFormer(),
                                    kept.since()));
            remembered.remove(seen.workspace());
        }
    }

    private Keyset toSeal(String workspace) {
        Known known = remembered.get(workspace);
        if (known != null && known.isFresh(clock.instant())) {
            return known.keys();
        }
        Optional<Keyset> read = read(workspace);
        if (read.isPresent()) {
            return read.get();
        }
        keys.make(kept(workspace, 1, Keyset.generate(), clock.instant()));
        // Another node may have been faster.
        return read(workspace).orElseThrow(() -> missing(workspace));
    }

    /// A key that is not among those known is one of a rotation on another node.
    private Keyset toOpen(String workspace, OptionalInt number) {
        Known known = remembered.get(workspace);
        return known != null && known.keys().has(number)
                ? known.keys()
                : read(workspace).orElseThrow(() -> missing(workspace));
    }

    private Optional<Keyset> read(String workspace) {
        Instant before = clock.instant();
        return keys.find(workspace)
                .map(kept -> {
                    Keyset opened = opened(kept);
                    remembered.put(workspace, new Known(kept.version(), opened, before));
                    return opened;
                });
    }

    private Keyset opened(Kept kept) {
        return Keyset.parse(seal.open(kept.sealed(), row(kept.workspace(), kept.version())));
    }

    private Kept kept(String workspace, long version, Keyset keyset, Instant since) {
        return new Kept(
                workspace, version, seal.seal(keyset.serialized(), row(workspace, version)), since);
    }

    /// How the row of a workspace's keys is called when it is sealed.
    public static String row(String workspace, long version) {
        return "data key " + workspace + " " + version;
    }

    private static byte[] identity(String workspace, String row) {
        return (workspace + "\n" + row).getBytes(StandardCharsets.UTF_8);
    }

    private static StoreUnavailable missing(String workspace) {
        return new StoreUnavailable(
                "the database has no data key of the workspace "
                        + workspace
                        + ": restore the whole database, not a part");
    }
}
