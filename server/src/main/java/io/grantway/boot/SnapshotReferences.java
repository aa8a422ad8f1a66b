package io.grantway.boot;

import io.grantway.catalog.Ids;
import io.grantway.kong.TokenReferences;
import java.util.UUID;
import java.util.function.Supplier;

/// What tokens may refer to, of the snapshot in force.
record SnapshotReferences(Supplier<Snapshot> snapshot) implements TokenReferences {
    @Override
    public boolean hasWorkspace(String name) {
        return snapshot.get().users().workspaces().contains(name);
    }

    @Override
    public boolean hasCredential(String workspace, UUID id) {
        return snapshot.get()
                .catalog()
                .client(id)
                .filter(client -> client.consumer().workspace().equals(workspace))
                .isPresent();
    }

    @Override
    public boolean hasService(String workspace, UUID id) {
        return snapshot.get().configuration().allWorkspaces().stream()
                .filter(each -> each.name().equals(workspace))
                .flatMap(each -> each.apis().stream())
                .anyMatch(api -> Ids.of(workspace, "api", api.name()).equals(id));
    }
}
