package io.grantway.catalog;

import java.util.List;
import java.util.Optional;

/// What a workspace may be called: its name is the first part of addresses of the admin API.
public final class WorkspaceName {
    /// First parts of addresses that mean something else.
    private static final List<String> RESERVED =
            List.of(
                    "acls",
                    "api",
                    "basic-auths",
                    "console",
                    "consumers",
                    "health",
                    "jwts",
                    "key-auths",
                    "metrics",
                    "oauth2",
                    "oauth2_tokens",
                    "plugins",
                    "portal",
                    "routes",
                    "services",
                    "status",
                    "workspaces");

    private WorkspaceName() {}

    /// Why a name cannot be one.
    ///
    /// @return a text that reads behind the key; empty where it can
    public static Optional<String> mistake(String name) {
        if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
            return Optional.of("must have 1 to 64 letters, digits, -, _ and .");
        }
        return RESERVED.contains(name)
                ? Optional.of("must not be one of: " + String.join(", ", RESERVED))
                : Optional.empty();
    }
}
