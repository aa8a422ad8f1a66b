package io.grantway.boot.registry;

import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.JwtConfig;
import io.grantway.catalog.KeyConfig;
import io.grantway.catalog.PasswordConfig;
import io.grantway.catalog.PolicySettings;
import io.grantway.config.SecretMask;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.RouteConfig;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Which lists of a configuration's records are entities of their own.
final class Form {
    /// One such list.
    ///
    /// @param key of the list
    /// @param kind of what is in it
    /// @param of the list of a record
    record Branch(String key, EntityKind kind, Function<Record, List<?>> of) {}

    private static final List<Branch> OF_API =
            List.of(
                    branch("routes", EntityKind.ROUTE, ApiConfig.class, ApiConfig::routes),
                    branch("policies", EntityKind.POLICY, ApiConfig.class, ApiConfig::policies));
    private static final List<Branch> OF_ROUTE =
            List.of(
                    branch(
                            "policies",
                            EntityKind.POLICY,
                            RouteConfig.class,
                            RouteConfig::policies));
    private static final List<Branch> OF_CONSUMER =
            List.of(
                    ofConsumer(
                            "applications", EntityKind.APPLICATION, ConsumerConfig::applications),
                    ofConsumer("keys", EntityKind.KEY, ConsumerConfig::keys),
                    ofConsumer("passwords", EntityKind.PASSWORD, ConsumerConfig::passwords),
                    ofConsumer("jwtKeys", EntityKind.JWT, ConsumerConfig::jwtKeys),
                    ofConsumer("groups", EntityKind.GROUP, ConsumerConfig::groups),
                    ofConsumer("policies", EntityKind.POLICY, ConsumerConfig::policies));

    private Form() {}

    private static <T extends Record> Branch branch(
            String key, EntityKind kind, Class<T> type, Function<T, List<?>> of) {
        return new Branch(key, kind, record -> of.apply(type.cast(record)));
    }

    private static Branch ofConsumer(
            String key, EntityKind kind, Function<ConsumerConfig, List<?>> of) {
        return branch(key, kind, ConsumerConfig.class, of);
    }

    static List<Branch> branches(EntityKind kind) {
        return switch (kind) {
            case API -> OF_API;
            case ROUTE -> OF_ROUTE;
            case CONSUMER -> OF_CONSUMER;
            case WORKSPACE, POLICY, APPLICATION, KEY, PASSWORD, JWT, GROUP -> List.of();
        };
    }

    /// What tells one in a list from the others: its name, or where it has none nothing.
    static String knownBy(EntityKind kind, ObjectNode settings) {
        String key =
                switch (kind) {
                    case POLICY -> settings.propertyNames().stream().findFirst().orElse("");
                    case GROUP -> "group";
                    case WORKSPACE, API, ROUTE, CONSUMER, APPLICATION, KEY, PASSWORD, JWT ->
                            kind.unique().getFirst();
                };
        return kind == EntityKind.POLICY ? key : settings.path(key).asString("");
    }

    /// An item of a list with nothing of it left to a short form (`keys: [a]` for `keys: [{key:
    /// a}]`).
    static ObjectNode full(EntityKind kind, JsonNode item) {
        if (item.isObject()) {
            return (ObjectNode) item;
        }
        ObjectNode full = JsonNodeFactory.instance.objectNode();
        if (kind == EntityKind.POLICY) {
            full.putObject(item.asString(""));
        } else {
            full.set(kind == EntityKind.GROUP ? "group" : kind.unique().getFirst(), item);
        }
        return full;
    }

    /// Settings, or a whole document, without their secrets.
    static ObjectNode masked(EntityKind kind, ObjectNode document, SecretMask mask) {
        return switch (kind) {
            case WORKSPACE -> document;
            case API -> mask.of(document, ApiConfig.class);
            case ROUTE -> mask.of(document, RouteConfig.class);
            case POLICY -> mask.ofVariant(document, PolicySettings.class);
            case CONSUMER -> mask.of(document, ConsumerConfig.class);
            case APPLICATION -> mask.of(document, ApplicationConfig.class);
            case KEY -> mask.of(document, KeyConfig.class);
            case PASSWORD -> mask.of(document, PasswordConfig.class);
            case JWT -> mask.of(document, JwtConfig.class);
            case GROUP -> document;
        };
    }
}
