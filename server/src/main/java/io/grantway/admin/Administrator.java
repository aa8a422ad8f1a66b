package io.grantway.admin;

import java.util.Map;
import java.util.function.Supplier;

/// Who a request to the admin API comes from, and what they may do where.
///
/// @param name as the audit trail has it
/// @param roles by workspace; [#EVERYWHERE] stands for all there are and will be
public record Administrator(String name, Map<String, Role> roles) {
    public static final String EVERYWHERE = "*";

    /// Has no role. Changes that no request asked for, such as those of a reloaded file, are done
    /// in this name.
    public static final Administrator SERVER = new Administrator("grantway", Map.of());

    private static final ScopedValue<Administrator> CURRENT = ScopedValue.newInstance();

    public Administrator {
        roles = Map.copyOf(roles);
    }

    /// One who may do everything.
    public static Administrator ofEverything(String name) {
        return new Administrator(name, Map.of(EVERYWHERE, Role.ADMIN));
    }

    /// Whose request this thread is answering; [#SERVER], who may do nothing, where it is none's.
    public static Administrator current() {
        return CURRENT.orElse(SERVER);
    }

    /// Does work in this administrator's name.
    public <T> T during(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    public boolean may(Role role, String workspace) {
        return has(role, workspace) || mayEverywhere(role);
    }

    public boolean mayEverywhere(Role role) {
        return has(role, EVERYWHERE);
    }

    public boolean maySomewhere(Role role) {
        return roles.values().stream().anyMatch(held -> held.includes(role));
    }

    private boolean has(Role role, String workspace) {
        Role held = roles.get(workspace);
        return held != null && held.includes(role);
    }
}
