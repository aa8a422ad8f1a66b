package io.grantway.store.seal;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.store.seal.DataKeys.Kept;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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

    private record Known(Keyset keys, Instant read) {
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

    private Keyset toSeal(String workspace) {
        Known known = remembered.get(workspace);
        if (known != null && known.isFresh(clock.instant())) {
            return known.keys();
        }
        Optional<Keyset> read = read(workspace);
        if (read.isPresent()) {
            return read.get();
        }
        keys.make(kept(workspace, 1, Keyset.generate()));
        // Another node may have been faster.
        return read(workspace).orElseThrow(() -> missing(workspace));
    }

    /// A key that is not among those known is one of a rotation on another node.
    private Keyset toOpen(String workspace, OptionalInt number) {
        @Nullable Known known = remembered.get(workspace);
        return known != null && known.keys().has(number)
                ? known.keys()
                : read(workspace).orElseThrow(() -> missing(workspace));
    }

    private Optional<Keyset> read(String workspace) {
        Instant before = clock.instant();
        return keys.find(workspace)
                .map(kept -> {
                    Keyset opened = opened(kept);
                    remembered.put(workspace, new Known(opened, before));
                    return opened;
                });
    }

    /// The keys that a workspace's row holds.
    Keyset opened(Kept kept) {
        return Keyset.parse(seal.open(kept.sealed(), row(kept.workspace(), kept.version())));
    }

    /// The row that holds keys from now on.
    Kept kept(String workspace, long version, Keyset keyset) {
        return new Kept(
                workspace,
                version,
                seal.seal(keyset.serialized(), row(workspace, version)),
                clock.instant());
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
