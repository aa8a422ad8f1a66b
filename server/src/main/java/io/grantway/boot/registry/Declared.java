package io.grantway.boot.registry;

import io.grantway.boot.Configuration;
import io.grantway.boot.WorkspaceConfig;
import io.grantway.boot.registry.Form.Branch;
import io.grantway.catalog.CatalogBuilder;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Ids;
import io.grantway.catalog.PlanConfig;
import io.grantway.catalog.PolicySettings;
import io.grantway.config.ConfigWriter;
import io.grantway.config.Loaded;
import io.grantway.config.Place;
import io.grantway.config.Secret;
import io.grantway.config.Sources;
import io.grantway.gateway.ApiConfig;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the configuration declares, as entities. Their ids come from their names, so that they are
/// the same after a restart and on another node.
final class Declared {
    private final Loaded<Configuration> loaded;
    private final ConfigWriter writer;
    private final Instant now;
    private final List<Entity> entities = new ArrayList<>();
    private final Map<UUID, Place> places = new HashMap<>();
    private final List<Identified<ApiConfig>> apis = new ArrayList<>();
    private final List<Identified<ConsumerConfig>> consumers = new ArrayList<>();
    private final List<Identified<PlanConfig>> plans = new ArrayList<>();
    private final List<Identified<SecurityDefinitionConfig>> securityDefinitions =
            new ArrayList<>();
    private final List<Identified<ConnectionConfig>> connections = new ArrayList<>();
    private final List<Identified<ChannelConfig>> channels = new ArrayList<>();

    /// @param writer that writes secrets as they are
    /// @param now when it was read
    Declared(Loaded<Configuration> loaded, ConfigWriter writer, Instant now) {
        this.loaded = loaded;
        this.writer = writer;
        this.now = now;
        loaded.value().allWorkspaces().forEach(this::workspace);
    }

    Sources sources() {
        return loaded.sources();
    }

    Configuration configuration() {
        return loaded.value();
    }

    List<Entity> entities() {
        return entities;
    }

    List<Identified<ApiConfig>> apis() {
        return apis;
    }

    List<Identified<ConsumerConfig>> consumers() {
        return consumers;
    }

    List<Identified<PlanConfig>> plans() {
        return plans;
    }

    List<Identified<SecurityDefinitionConfig>> securityDefinitions() {
        return securityDefinitions;
    }

    List<Identified<ConnectionConfig>> connections() {
        return connections;
    }

    List<Identified<ChannelConfig>> channels() {
        return channels;
    }

    private void workspace(WorkspaceConfig workspace) {
        String name = workspace.name();
        if (loaded.value().workspaces().contains(workspace)) {
            UUID id = Ids.of(name, "workspace", name);
            ObjectNode settings = JsonNodeFactory.instance.objectNode().put("name", name);
            add(id, EntityKind.WORKSPACE, name, Map.of(), settings, workspace);
        }
        for (PolicySettings policy : workspace.policies()) {
            Record record = (Record) policy;
            ObjectNode settings = writer.writeVariant(PolicySettings.class, record);
            String kind = Form.knownBy(EntityKind.POLICY, settings);
            UUID id = Ids.of(name, "policy", kind);
            add(id, EntityKind.POLICY, name, Map.of(), settings, record);
        }
        for (ApiConfig api : workspace.apis()) {
            UUID id = Ids.of(name, "api", api.name());
            apis.add(new Identified<>(name, api, root(id, EntityKind.API, name, api)));
        }
        for (ConsumerConfig consumer : workspace.consumers()) {
            UUID id = Ids.of(name, "consumer", consumer.username());
            IdTree ids = root(id, EntityKind.CONSUMER, name, consumer);
            consumers.add(new Identified<>(name, consumer, ids));
        }
        for (PlanConfig plan : workspace.plans()) {
            UUID id = Ids.of(name, "plan", plan.name());
            plans.add(new Identified<>(name, plan, root(id, EntityKind.PLAN, name, plan)));
        }
        outgoing(workspace);
    }

    private void outgoing(WorkspaceConfig workspace) {
        String name = workspace.name();
        workspace
                .securityDefinitions()
                .forEach(each ->
                        securityDefinitions.add(
                                named(EntityKind.SECURITY_DEFINITION, name, each.name(), each)));
        workspace
                .connections()
                .forEach(each ->
                        connections.add(named(EntityKind.CONNECTION, name, each.name(), each)));
        workspace
                .channels()
                .forEach(each -> channels.add(named(EntityKind.CHANNEL, name, each.name(), each)));
    }

    private <T extends Record> Identified<T> named(
            EntityKind kind, String workspace, String name, T record) {
        UUID id = Ids.of(workspace, kind.toString(), name);
        return new Identified<>(workspace, record, root(id, kind, workspace, record));
    }

    private IdTree root(UUID id, EntityKind kind, String workspace, Record record) {
        return walk(id, kind, workspace, Map.of(), record, writer.write(record));
    }

    private IdTree walk(
            UUID id,
            EntityKind kind,
            String workspace,
            Map<EntityKind, UUID> owners,
            Record record,
            JsonNode json) {
        ObjectNode settings = (ObjectNode) json.deepCopy();
        Form.branches(kind).forEach(branch -> settings.remove(branch.key()));
        if (kind == EntityKind.API) {
            // Its operations are among the settings already; the file is the configuration's own.
            settings.remove("openapi");
        }
        add(id, kind, workspace, owners, settings, record);
        Map<String, List<IdTree>> branches = new HashMap<>();
        for (Branch branch : Form.branches(kind)) {
            List<IdTree> ids = new ArrayList<>();
            for (Object each : branch.of().apply(record)) {
                JsonNode part = json.path(branch.key()).path(ids.size());
                UUID childId = childId(workspace, id, branch.kind(), part, ids.size());
                ids.add(
                        walk(
                                childId,
                                branch.kind(),
                                workspace,
                                Map.of(kind, id),
                                (Record) each,
                                part));
            }
            branches.put(branch.key(), ids);
        }
        return new IdTree(id, branches);
    }

    /// From what the thing is known by, or where it has no name from its place.
    private static UUID childId(
            String workspace, UUID owner, EntityKind kind, JsonNode settings, int index) {
        if (kind == EntityKind.APPLICATION && settings.has("clientId")) {
            return Ids.of(workspace, "client", settings.path("clientId").asString());
        }
        if (kind == EntityKind.APPLICATION || kind == EntityKind.CREDENTIAL) {
            // Whoever owns it: tokens name it, and consumers may be sorted anew.
            return Ids.of(workspace, kind.toString(), Form.knownBy(kind, (ObjectNode) settings));
        }
        if (kind == EntityKind.KEY) {
            return CatalogBuilder.keyId(workspace, Secret.of(settings.path("key").asString()));
        }
        String name = Form.knownBy(kind, (ObjectNode) settings);
        String known = name.isEmpty() ? "#" + index : name;
        return Ids.of(workspace, kind.toString(), owner + "/" + known);
    }

    /// Where an entity is declared.
    Place place(UUID id) {
        return Objects.requireNonNull(places.get(id), "not declared");
    }

    private void add(
            UUID id,
            EntityKind kind,
            String workspace,
            Map<EntityKind, UUID> owners,
            ObjectNode settings,
            Record record) {
        Place place = loaded.at(record);
        places.put(id, place);
        entities.add(
                new Entity(
                        id,
                        kind,
                        workspace,
                        owners,
                        settings,
                        List.of(),
                        true,
                        JsonNodeFactory.instance.objectNode(),
                        now,
                        now,
                        Optional.of(place.brief())));
    }
}
