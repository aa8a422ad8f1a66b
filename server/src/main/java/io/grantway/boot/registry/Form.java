package io.grantway.boot.registry;

import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.CredentialConfig;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.JwtConfig;
import io.grantway.catalog.KeyConfig;
import io.grantway.catalog.PasswordConfig;
import io.grantway.catalog.PolicySettings;
import io.grantway.config.SecretMask;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.RouteConfig;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
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
    private static final List<Branch> OF_APPLICATION =
            List.of(
                    ofApplication(
                            "credentials", EntityKind.CREDENTIAL, ApplicationConfig::credentials),
                    ofApplication("keys", EntityKind.KEY, ApplicationConfig::keys),
                    ofApplication("passwords", EntityKind.PASSWORD, ApplicationConfig::passwords),
                    ofApplication(
                            "certificates",
                            EntityKind.CERTIFICATE,
                            ApplicationConfig::certificates),
                    ofApplication(
                            "subscriptions",
                            EntityKind.SUBSCRIPTION,
                            ApplicationConfig::subscriptions));

    private Form() {}

    private static <T extends Record> Branch branch(
            String key, EntityKind kind, Class<T> type, Function<T, List<?>> of) {
        return new Branch(key, kind, record -> of.apply(type.cast(record)));
    }

    private static Branch ofConsumer(
            String key, EntityKind kind, Function<ConsumerConfig, List<?>> of) {
        return branch(key, kind, ConsumerConfig.class, of);
    }

    private static Branch ofApplication(
            String key, EntityKind kind, Function<ApplicationConfig, List<?>> of) {
        return branch(key, kind, ApplicationConfig.class, of);
    }

    static List<Branch> branches(EntityKind kind) {
        return switch (kind) {
            case API -> OF_API;
            case ROUTE -> OF_ROUTE;
            case CONSUMER -> OF_CONSUMER;
            case APPLICATION -> OF_APPLICATION;
            case WORKSPACE,
                    POLICY,
                    CREDENTIAL,
                    CERTIFICATE,
                    SUBSCRIPTION,
                    PLAN,
                    SECURITY_DEFINITION,
                    CONNECTION,
                    CHANNEL,
                    KEY,
                    PASSWORD,
                    JWT,
                    GROUP ->
                    List.of();
        };
    }

    /// Whether documents of the kind stand in no other.
    static boolean isRoot(EntityKind kind) {
        return switch (kind) {
            case API, CONSUMER, PLAN, SECURITY_DEFINITION, CONNECTION, CHANNEL -> true;
            case WORKSPACE,
                    ROUTE,
                    POLICY,
                    APPLICATION,
                    CREDENTIAL,
                    CERTIFICATE,
                    SUBSCRIPTION,
                    KEY,
                    PASSWORD,
                    JWT,
                    GROUP ->
                    false;
        };
    }

    /// What tells one in a list from the others: its name, or where it has none nothing.
    static String knownBy(EntityKind kind, ObjectNode settings) {
        return switch (kind) {
            case POLICY -> settings.propertyNames().stream().findFirst().orElse("");
            case GROUP -> text(settings, "group");
            case APPLICATION -> first(settings, "clientId", "name");
            case CREDENTIAL ->
                    text(settings, "authorizationServer") + ": " + text(settings, "clientId");
            case CERTIFICATE -> first(settings, "sha256", "subject");
            case SUBSCRIPTION -> text(settings, "api");
            case WORKSPACE,
                    API,
                    ROUTE,
                    CONSUMER,
                    PLAN,
                    SECURITY_DEFINITION,
                    CONNECTION,
                    CHANNEL,
                    KEY,
                    PASSWORD,
                    JWT ->
                    text(settings, kind.unique().getFirst());
        };
    }

    private static String first(ObjectNode settings, String key, String other) {
        return settings.hasNonNull(key) ? text(settings, key) : text(settings, other);
    }

    private static String text(ObjectNode settings, String key) {
        return settings.path(key).asString("");
    }

    /// An item of a list with nothing of it left to a short form (`keys: [a]` for `keys: [{key:
    /// a}]`).
    static ObjectNode full(EntityKind kind, JsonNode item) {
        if (item.isObject()) {
            return (ObjectNode) item;
        }
        ObjectNode full = JsonNodeFactory.instance.objectNode();
        switch (kind) {
            case POLICY -> full.putObject(item.asString(""));
            case GROUP -> full.set("group", item);
            case WORKSPACE,
                    API,
                    ROUTE,
                    CONSUMER,
                    APPLICATION,
                    PLAN,
                    SECURITY_DEFINITION,
                    CONNECTION,
                    CHANNEL,
                    KEY,
                    PASSWORD,
                    JWT ->
                    full.set(kind.unique().getFirst(), item);
            // None of these has a short form: whoever reads it says so.
            case CREDENTIAL, CERTIFICATE, SUBSCRIPTION -> full.set("", item);
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
            case GROUP, CERTIFICATE, SUBSCRIPTION, PLAN -> document;
            case CREDENTIAL -> mask.of(document, CredentialConfig.class);
            case SECURITY_DEFINITION -> mask.of(document, SecurityDefinitionConfig.class);
            case CONNECTION -> mask.of(document, ConnectionConfig.class);
            case CHANNEL -> mask.of(document, ChannelConfig.class);
        };
    }
}
