package io.grantway.boot;

import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Registry;
import io.grantway.kong.TokenReferences;
import java.util.UUID;

/// What tokens may refer to.
record RegistryReferences(Registry registry) implements TokenReferences {
    @Override
    public boolean hasWorkspace(String name) {
        return registry.entities().hasWorkspace(name);
    }

    @Override
    public boolean hasCredential(String workspace, UUID id) {
        return registry.entities().find(EntityKind.APPLICATION, workspace, id).isPresent();
    }

    @Override
    public boolean hasService(String workspace, UUID id) {
        return registry.entities().find(EntityKind.API, workspace, id).isPresent();
    }
}
