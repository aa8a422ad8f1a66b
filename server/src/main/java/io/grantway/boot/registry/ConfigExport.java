package io.grantway.boot.registry;

import io.grantway.boot.Configuration;
import io.grantway.boot.ConfigurationFiles;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.config.ConfigYaml;
import io.grantway.config.SecretMask;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is in force, as a configuration file. Secrets are references to the environment: a file is
/// no place for them, and this one is likely to be shown to somebody.
final class ConfigExport {
    private final Set<String> variables = new TreeSet<>();

    private ConfigExport() {}

    static String of(Union union) {
        return new ConfigExport().yaml(union);
    }

    private String yaml(Union union) {
        ObjectNode root = ConfigurationFiles.writer().write(union.configuration());
        // The usual one is beside whatever file this is written to.
        if (union.configuration().providersDirectory().endsWith("providers")) {
            root.remove("providersDirectory");
        }
        Entities entities = union.entities();
        Documents documents = new Documents(entities);
        for (String workspace : entities.workspaces()) {
            ObjectNode target = workspace(root, workspace);
            replace(target, "apis", of(EntityKind.API, workspace, entities), documents);
            replace(target, "consumers", of(EntityKind.CONSUMER, workspace, entities), documents);
            replace(target, "plans", of(EntityKind.PLAN, workspace, entities), documents);
            replace(
                    target,
                    "securityDefinitions",
                    of(EntityKind.SECURITY_DEFINITION, workspace, entities),
                    documents);
            replace(
                    target,
                    "connections",
                    of(EntityKind.CONNECTION, workspace, entities),
                    documents);
            replace(target, "channels", of(EntityKind.CHANNEL, workspace, entities), documents);
            replace(target, "policies", of(EntityKind.POLICY, workspace, entities), documents);
        }
        SecretMask references = ConfigurationFiles.mask(path -> reference(path));
        ObjectNode whole = references.of(root, Configuration.class);
        return header(union) + ConfigYaml.write(whole);
    }

    /// Where a workspace's things stand in the tree.
    private static ObjectNode workspace(ObjectNode root, String name) {
        if (name.equals(Entities.DEFAULT_WORKSPACE)) {
            return root;
        }
        ArrayNode workspaces = root.withArrayProperty("workspaces");
        return workspaces
                .valueStream()
                .filter(each -> each.path("name").asString("").equals(name))
                .map(each -> (ObjectNode) each)
                .findFirst()
                .orElseGet(() -> workspaces.addObject().put("name", name));
    }

    private static List<Entity> of(EntityKind kind, String workspace, Entities entities) {
        return entities.of(kind, workspace).stream()
                .filter(Entity::enabled)
                .filter(entity -> kind != EntityKind.POLICY || entity.owners().isEmpty())
                .filter(entity -> kind != EntityKind.API || hasRoute(entities, entity))
                .toList();
    }

    /// One without a route cannot be called, and no file may say it.
    private static boolean hasRoute(Entities entities, Entity api) {
        return entities.ownedBy(api.id()).stream()
                .anyMatch(owned -> owned.kind() == EntityKind.ROUTE);
    }

    private static void replace(
            ObjectNode target, String key, List<Entity> entities, Documents documents) {
        target.remove(key);
        if (!entities.isEmpty()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            Documents.sorted(entities).forEach(entity -> list.add(documents.whole(entity)));
            target.set(key, list);
        }
    }

    private String reference(List<String> path) {
        String name =
                path.stream()
                        .filter(step ->
                                !Set.of("workspaces", "apis", "consumers", "applications")
                                        .contains(step))
                        .map(step -> step.replaceAll("([a-z0-9])([A-Z])", "$1_$2"))
                        .map(step -> step.replaceAll("[^A-Za-z0-9]+", "_").toUpperCase(Locale.ROOT))
                        .collect(Collectors.joining("_"));
        // A variable that begins so would set a key.
        String free =
                name.matches("[A-Z_].*") && !name.startsWith("GRANTWAY_") ? name : "X_" + name;
        String unique = free;
        for (int i = 2; !variables.add(unique); i++) {
            unique = free + "_" + i;
        }
        return "${env:" + unique + "}";
    }

    private String header(Union union) {
        StringBuilder header = new StringBuilder();
        header.append("# What was in force when this was exported. Secrets are not in it.\n");
        if (!variables.isEmpty()) {
            header.append("# Set these variables before you use it:\n");
            variables.forEach(name -> header.append("#   ").append(name).append('\n'));
        }
        long several =
                union.policies().stream().filter(policy -> policy.owners().size() > 1).count();
        if (several > 0) {
            header.append("# Not in it: ")
                    .append(several)
                    .append(
                            " policies that belong to several owners at once, which no file can"
                                    + " say.\n");
        }
        return header.toString();
    }
}
