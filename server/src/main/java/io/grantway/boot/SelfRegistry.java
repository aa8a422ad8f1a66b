package io.grantway.boot;

import io.grantway.admin.Administrator;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Registry;
import java.util.Map;
import java.util.function.Function;

/// The catalog for clients that register themselves: the audit trail says that no administrator did
/// it.
record SelfRegistry(Registry registry) implements Registry {
    private static final Administrator NOBODY = new Administrator("client registration", Map.of());

    @Override
    public Entities entities() {
        return registry.entities();
    }

    @Override
    public <T> T change(Function<Draft, T> work) {
        return NOBODY.during(() -> registry.change(work));
    }

    @Override
    public <T> T rehearse(Function<Draft, T> work) {
        return registry.rehearse(work);
    }
}
