package io.grantway.store;

import io.grantway.store.sql.LookAtFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What can be seen of a store without opening it for use. Looking changes nothing.
///
/// @param holder the process that uses it now, as the lock file says; empty for none
/// @param schema the version of its schema; 0 for a file that is empty or not there
/// @param known the newest version that this program knows
/// @param newest when the newest token was made
/// @param trouble why it could not be read; empty where it could
public record StoreLook(
        Optional<String> holder,
        int schema,
        int known,
        Optional<Instant> newest,
        Optional<String> trouble) {

    /// Looks at the store of a data directory, which is there.
    public static StoreLook at(Path dataDirectory) {
        return LookAtFile.in(dataDirectory);
    }
}
