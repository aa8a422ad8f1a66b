package io.grantway.boot.registry;

import io.grantway.boot.Configuration;
import io.grantway.boot.ConfigurationFiles;
import io.grantway.boot.WorkspaceConfig;
import io.grantway.boot.registry.Documents.Joined;
import io.grantway.boot.registry.Union.OwnedPolicy;
import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.ChangeRefused.Reason;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.PlanConfig;
import io.grantway.config.ConfigRejected;
import io.grantway.config.Mistake;
import io.grantway.gateway.ApiConfig;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Binds documents of entities by the same reader, and under the same checks, as a configuration
/// file.
final class Binding {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Binding() {}

    static Identified<ApiConfig> api(Entity entity, Joined joined) {
        WorkspaceConfig bound = bind(entity, "apis", joined.document());
        return new Identified<>(entity.workspace(), bound.apis().getFirst(), joined.ids());
    }

    static Identified<ConsumerConfig> consumer(Entity entity, Joined joined) {
        WorkspaceConfig bound = bind(entity, "consumers", joined.document());
        return new Identified<>(entity.workspace(), bound.consumers().getFirst(), joined.ids());
    }

    static Identified<PlanConfig> plan(Entity entity, Joined joined) {
        WorkspaceConfig bound = bind(entity, "plans", joined.document());
        return new Identified<>(entity.workspace(), bound.plans().getFirst(), joined.ids());
    }

    static Identified<SecurityDefinitionConfig> securityDefinition(Entity entity, Joined joined) {
        WorkspaceConfig bound = bind(entity, "securityDefinitions", joined.document());
        return new Identified<>(
                entity.workspace(), bound.securityDefinitions().getFirst(), joined.ids());
    }

    static Identified<ConnectionConfig> connection(Entity entity, Joined joined) {
        WorkspaceConfig bound = bind(entity, "connections", joined.document());
        return new Identified<>(entity.workspace(), bound.connections().getFirst(), joined.ids());
    }

    static Identified<ChannelConfig> channel(Entity entity, Joined joined) {
        WorkspaceConfig bound = bind(entity, "channels", joined.document());
        return new Identified<>(entity.workspace(), bound.channels().getFirst(), joined.ids());
    }

    /// A route that belongs to no API yet has no effect, but must be one all the same.
    static void route(Entity entity) {
        ObjectNode api =
                JSON.objectNode().put("name", "none").put("upstream", "http://none.invalid");
        api.putArray("routes").add(entity.settings());
        bind(entity, "apis", api);
    }

    static OwnedPolicy policy(Entity entity) {
        WorkspaceConfig bound = bind(entity, "policies", entity.settings());
        return new OwnedPolicy(
                entity.id(), entity.workspace(), entity.owners(), bound.policies().getFirst());
    }

    private static WorkspaceConfig bind(Entity entity, String list, ObjectNode document) {
        ObjectNode root = JSON.objectNode();
        ObjectNode workspace = root.putArray("workspaces").addObject().put("name", "one");
        workspace.putArray(list).add(document);
        try {
            Configuration bound = ConfigurationFiles.one(root);
            return bound.workspaces().getFirst();
        } catch (ConfigRejected e) {
            String prefix = "workspaces[0]." + list + "[0]";
            throw new ChangeRefused(unfit(entity.kind(), e.mistakes(), prefix));
        }
    }

    /// The mistakes with the keys that the sender knows.
    private static Reason.Unfit unfit(EntityKind kind, List<Mistake> mistakes, String prefix) {
        return new Reason.Unfit(
                kind,
                mistakes.stream()
                        .map(mistake -> {
                            String path = mistake.keyPath();
                            String key =
                                    path.startsWith(prefix)
                                            ? path.substring(prefix.length())
                                            : path;
                            String meant =
                                    mistake.suggestion()
                                            .map(text -> "; did you mean \"" + text + "\"?")
                                            .orElse("");
                            String named = key.startsWith(".") ? key.substring(1) : key;
                            return (named.isEmpty() ? "" : named + ": ")
                                    + mistake.message()
                                    + meant;
                        })
                        .toList());
    }
}
