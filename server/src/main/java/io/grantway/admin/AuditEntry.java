package io.grantway.admin;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// One change that an administrator made. [AuditTrail#entry] makes it, and takes the secrets out.
///
/// @param id sorts by time
/// @param administrator their name
/// @param kind what was changed: `api`, `user`, `admin token` …
/// @param object its id or name
/// @param workspace empty for what concerns the whole server
/// @param before what it was; empty where it is new
/// @param after what it is now; empty where it is gone
public record AuditEntry(
        UUID id,
        Instant at,
        String administrator,
        Action action,
        String kind,
        String object,
        Optional<String> workspace,
        Optional<ObjectNode> before,
        Optional<ObjectNode> after) {
    /// What was done.
    public enum Action {
        CREATE,
        UPDATE,
        DELETE,
        /// The store was copied into a file.
        BACKUP;

        /// In lower case, as it is stored and shown.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
