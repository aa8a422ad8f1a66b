package io.grantway.kong;

import java.util.UUID;

/// What a token may refer to, as it is in force now.
public interface TokenReferences {
    boolean hasWorkspace(String name);

    /// Whether the workspace has an OAuth client (Kong: credential) of that id.
    boolean hasCredential(String workspace, UUID id);

    /// Whether the workspace has an API (Kong: service) of that id.
    boolean hasService(String workspace, UUID id);
}
