package io.grantway.admin;

import java.util.Locale;
import java.util.Optional;

/// What an administrator may do. Each role may do what the ones before it may.
public enum Role {
    /// Read.
    VIEWER,
    /// Read and change what calls depend on: APIs, routes, consumers, users, tokens.
    EDITOR,
    /// Everything, down to who else is an administrator.
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /// The role of a name.
    public static Optional<Role> of(String name) {
        for (Role role : values()) {
            if (role.toString().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /// `viewer`, `editor`, `admin`
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
