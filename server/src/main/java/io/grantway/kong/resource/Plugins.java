package io.grantway.kong.resource;

import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Kong's plugins: our policies. The fields of the `config` depend on the `name`.
final class Plugins implements Mapping {
    private static final String PROTOCOL = "protocols";
    private static final Map<String, EntityKind> SCOPES =
            new TreeMap<>(
                    Map.of(
                            "consumer", EntityKind.CONSUMER,
                            "route", EntityKind.ROUTE,
                            "service", EntityKind.API));

    static final Kind KIND =
            new Kind(
                    EntityKind.POLICY,
                    "plugins",
                    "plugins",
                    List.of("instance_name"),
                    Plugins::schema,
                    new Plugins(),
                    true,
                    Plugins::twin);

    private Plugins() {}

    private static Schema schema(ObjectNode kong) {
        @Nullable PluginConfigs plugin = PluginConfigs.ALL.get(kong.path("name").asString(""));
        Type config = plugin == null ? new Type.Kept() : new Type.Parts(plugin.config());
        Schema own =
                Schema.of(
                                Field.of("name", Type.text(Plugins::known)).must(),
                                Field.of("config", config),
                                Field.flag("enabled", true).must(),
                                Field.of(
                                                PROTOCOL,
                                                Type.set(
                                                        Type.text(
                                                                Rule.oneOf(
                                                                        "grpc", "grpcs", "http",
                                                                        "https", "ws", "wss"))))
                                        .orAll("grpc", "grpcs", "http", "https")
                                        .onlyKept(),
                                Field.of(
                                                "instance_name",
                                                Type.text(255, Rule.matching(Services.NAME)))
                                        .onlyKept(),
                                Field.of("ordering", new Type.Kept()).onlyKept(),
                                owner("service", EntityKind.API, "services"),
                                owner("route", EntityKind.ROUTE, "routes"),
                                owner("consumer", EntityKind.CONSUMER, "consumers"))
                        .checked(Plugins::check);
        return Kind.common(own);
    }

    private static Field owner(String name, EntityKind kind, String table) {
        return Field.of(name, new Type.Owner(kind, table));
    }

    private static Optional<String> known(JsonNode name) {
        return PluginConfigs.ALL.containsKey(name.asString())
                ? Optional.empty()
                : Optional.of(
                        "plugin '"
                                + name.asString()
                                + "' not enabled; add it to the 'plugins' configuration property"
                                + " (there are: "
                                + String.join(", ", PluginConfigs.ALL.keySet())
                                + ")");
    }

    private static void check(ObjectNode kong, ObjectNode faults) {
        String name = kong.path("name").asString();
        @Nullable PluginConfigs plugin = PluginConfigs.ALL.get(name);
        if (plugin == null) {
            return;
        }
        if (!plugin.perConsumer() && Schema.isSet(kong, "consumer")) {
            faults.put("consumer", "value must be null");
        }
        if (name.equals("oauth2") && kong.get("config") instanceof ObjectNode config) {
            PluginConfigs.oneGrant(config, faults);
        }
    }

    private static Optional<ObjectNode> twin(Entities all, Entity entity) {
        String name = name(entity);
        Stream<Entity> others =
                all.of(EntityKind.POLICY, entity.workspace()).stream()
                        .filter(other -> !other.id().equals(entity.id()));
        JsonNode instance = entity.extras().path("instance_name");
        for (Entity other : others.toList()) {
            if (other.owners().equals(entity.owners()) && name(other).equals(name)) {
                return Optional.of(scope(entity).put("name", name));
            }
            if (instance.isString() && other.extras().path("instance_name").equals(instance)) {
                return Optional.of(Json.object().put("instance_name", instance.asString()));
            }
        }
        return Optional.empty();
    }

    private static ObjectNode scope(Entity entity) {
        ObjectNode key = Json.object();
        SCOPES.forEach((field, kind) ->
                entity.owner(kind)
                        .ifPresentOrElse(
                                id -> key.putObject(field).put("id", id.toString()),
                                () -> key.putNull(field)));
        return key;
    }

    /// Kong's name of a policy; our own, which the API cannot change, where Kong has none.
    private static String name(Entity entity) {
        String policy = policy(entity.settings());
        return PluginConfigs.ALL.entrySet().stream()
                .filter(plugin -> plugin.getValue().policy().equals(policy))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(policy);
    }

    private static String policy(ObjectNode settings) {
        return settings.propertyNames().stream().findFirst().orElse("");
    }

    @Override
    public Set<String> fields() {
        return Set.of("name", "config");
    }

    @Override
    public ObjectNode read(Entity entity) {
        ObjectNode kong = Json.object().put("name", name(entity));
        ObjectNode config = kong.putObject("config");
        @Nullable PluginConfigs plugin = PluginConfigs.ALL.get(name(entity));
        if (plugin == null) {
            return kong;
        }
        JsonNode settings = entity.settings().path(plugin.policy());
        JsonNode kept = entity.extras().path("config");
        for (Field field : plugin.config().fields()) {
            JsonNode value =
                    field.kept()
                            ? kept.path(field.name())
                            : settings.path(Names.setting(field.name()));
            if (field.shownOnce()) {
                config.putNull(field.name());
            } else if (!value.isMissingNode() && !value.isNull()) {
                config.set(field.name(), value);
            } else if (field.fallback() != null) {
                config.set(field.name(), field.fallback());
            } else {
                config.putNull(field.name());
            }
        }
        return kong;
    }

    @Override
    public void write(Change change) {
        String name = change.kong().path("name").asString();
        PluginConfigs plugin = Objects.requireNonNull(PluginConfigs.ALL.get(name));
        ObjectNode settings = change.settings();
        if (!settings.isEmpty() && !policy(settings).equals(plugin.policy())) {
            settings.removeAll();
        }
        ObjectNode policy = settings.withObject(plugin.policy());
        JsonNode config = change.kong().path("config");
        for (Field field : plugin.config().fields()) {
            if (field.shownOnce()) {
                writeSecret(field.name(), change, policy);
            } else if (!field.kept() && config instanceof ObjectNode given) {
                Rename.copy(given, field.name(), policy, Names.setting(field.name()));
            }
        }
    }

    private static void writeSecret(String field, Change change, ObjectNode policy) {
        String setting = Names.setting(field);
        String given = change.kong().path("config").path(field).asString("");
        if (given.isEmpty() && policy.has(setting)) {
            return;
        }
        String secret = given.isEmpty() ? change.fresh().text() : given;
        policy.put(setting, secret);
        change.shown().withObject("config").put(field, secret);
    }

    /// What of the config is only kept.
    static ObjectNode kept(ObjectNode kong) {
        ObjectNode kept = Json.object();
        @Nullable PluginConfigs plugin = PluginConfigs.ALL.get(kong.path("name").asString(""));
        if (plugin != null && kong.get("config") instanceof ObjectNode config) {
            plugin.config().fields().stream()
                    .filter(field -> field.kept() && Schema.isSet(config, field.name()))
                    .filter(field -> !config.path(field.name()).equals(field.fallback()))
                    .forEach(field -> kept.set(field.name(), config.get(field.name())));
        }
        return kept;
    }
}
