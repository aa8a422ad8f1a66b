package io.grantway.boot.registry;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.ProfileFault;
import io.grantway.boot.WorkspaceConfig;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.ChangeRefused.Reason;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Refuses changes that would leave a client weaker than the authorization servers of its
/// workspace, which stand in the configuration alone.
final class ProfileGuard {
    private ProfileGuard() {}

    /// @throws ChangeRefused naming what is wrong with the first such client
    static void require(Union after, Collection<Entity> changed) {
        for (Entity entity : changed) {
            if (entity.kind() == EntityKind.APPLICATION) {
                application(after, entity.id())
                        .ifPresent(config -> require(config, servers(after, entity.workspace())));
            }
        }
    }

    private static void require(ApplicationConfig application, List<BuiltInConfig> servers) {
        List<ProfileFault> faults = ProfileFault.of(application, servers);
        if (!faults.isEmpty()) {
            throw new ChangeRefused(
                    new Reason.Unfit(
                            EntityKind.APPLICATION,
                            faults.stream()
                                    .map(fault -> fault.key() + ": " + fault.text())
                                    .toList()));
        }
    }

    private static Optional<ApplicationConfig> application(Union union, UUID id) {
        for (var consumer : union.consumers()) {
            List<IdTree> ids = consumer.ids().of("applications");
            for (int i = 0; i < ids.size(); i++) {
                if (ids.get(i).id().equals(id)) {
                    return Optional.of(consumer.config().applications().get(i));
                }
            }
        }
        return Optional.empty();
    }

    private static List<BuiltInConfig> servers(Union union, String workspace) {
        return union.configuration().allWorkspaces().stream()
                .filter(each -> each.name().equals(workspace))
                .map(WorkspaceConfig::builtInServers)
                .flatMap(List::stream)
                .toList();
    }
}
