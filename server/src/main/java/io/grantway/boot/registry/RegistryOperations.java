package io.grantway.boot.registry;

import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.boot.ConfigurationFiles;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The native admin API of the catalog: workspaces and, in each, APIs, consumers, plans, security
/// definitions, connections, channels and the policies of the whole.
public final class RegistryOperations {
    private static final String WORKSPACES = "/api/v1/workspaces";
    private static final Schema SHOWN =
            Schema.object()
                    .with("id", Schema.ID)
                    .with("workspace", Schema.TEXT)
                    .with("tags", Schema.listOf(Schema.TEXT))
                    .with("enabled", Schema.BOOLEAN)
                    .with("declaredAt", Schema.TEXT.orNull())
                    .with("createdAt", Schema.TIME)
                    .with("updatedAt", Schema.TIME);
    private static final Schema WORKSPACE =
            Schema.object()
                    .with("name", Schema.TEXT)
                    .with("apis", Schema.INTEGER)
                    .with("consumers", Schema.INTEGER);

    /// A collection of documents.
    ///
    /// @param path of the collection in a workspace
    /// @param one for operation ids and summaries: `Api`
    /// @param example a document
    private record Collection(EntityKind kind, String path, String one, String example) {}

    private static final List<Collection> COLLECTIONS =
            List.of(
                    new Collection(
                            EntityKind.API,
                            "apis",
                            "Api",
                            "{\"name\": \"example\", \"upstream\": \"http://127.0.0.1:9200\","
                                    + " \"routes\": [{\"paths\": [\"/example\"]}]}"),
                    new Collection(
                            EntityKind.CONSUMER,
                            "consumers",
                            "Consumer",
                            "{\"username\": \"example\", \"keys\": [\"an-api-key\"]}"),
                    new Collection(
                            EntityKind.PLAN,
                            "plans",
                            "Plan",
                            "{\"name\": \"bronze\", \"limits\": [{\"requests\": 5, \"per\":"
                                    + " \"minute\"}]}"),
                    new Collection(
                            EntityKind.SECURITY_DEFINITION,
                            "securityDefinitions",
                            "SecurityDefinition",
                            "{\"name\": \"Okta\"}"),
                    new Collection(
                            EntityKind.CONNECTION,
                            "connections",
                            "Connection",
                            "{\"name\": \"REST Server\"}"),
                    new Collection(
                            EntityKind.CHANNEL,
                            "channels",
                            "Channel",
                            "{\"name\": \"nightly\", \"schedule\": {\"cron\": \"0 2 * * *\","
                                    + " \"service\": \"GetPractitioner\"}}"),
                    new Collection(
                            EntityKind.POLICY,
                            "policies",
                            "Policy",
                            "{\"limitRate\": {\"minute\": 1000}}"));

    private final LiveRegistry registry;
    private final Predicate<String> hasUsers;
    private final Supplier<UUID> newIds;
    private final InstantSource clock;

    /// @param hasUsers whether a workspace has end users
    public RegistryOperations(
            LiveRegistry registry,
            Predicate<String> hasUsers,
            Supplier<UUID> newIds,
            InstantSource clock) {
        this.registry = registry;
        this.hasUsers = hasUsers;
        this.newIds = newIds;
        this.clock = clock;
    }

    public List<Operation> all() {
        List<Operation> all = new ArrayList<>(workspaces());
        COLLECTIONS.forEach(collection -> all.addAll(documents(collection)));
        all.add(
                Operation.get(
                                "/api/v1/config/export",
                                "exportConfiguration",
                                "What is in force, as a configuration file without its secrets")
                        .needs(Role.ADMIN, Reach.SERVER)
                        .answersText(200, "application/yaml")
                        .by(_ ->
                                Response.of(
                                        200,
                                        "application/yaml",
                                        ConfigExport.of(registry.union()))));
        return all;
    }

    private List<Operation> workspaces() {
        WorkspaceResources resources = new WorkspaceResources(registry, hasUsers, newIds, clock);
        String one = WORKSPACES + "/{workspace}";
        return List.of(
                Operation.get(WORKSPACES, "listWorkspaces", "The workspaces you have a role for")
                        .needs(Role.VIEWER, Reach.ANY)
                        .answers(200, Schema.pageOf(WORKSPACE))
                        .by(resources::list),
                Operation.post(WORKSPACES, "createWorkspace", "Makes a workspace")
                        .needs(Role.ADMIN, Reach.SERVER)
                        .takes(Schema.object().with("name", Schema.TEXT), "{\"name\": \"example\"}")
                        .answers(201, WORKSPACE)
                        .by(resources::create),
                Operation.get(one, "showWorkspace", "A workspace")
                        .needs(Role.VIEWER, Reach.PATH)
                        .answers(200, WORKSPACE)
                        .by(resources::show),
                Operation.delete(one, "deleteWorkspace", "Takes an empty workspace away")
                        .needs(Role.ADMIN, Reach.SERVER)
                        .answers(204)
                        .by(resources::remove));
    }

    private List<Operation> documents(Collection collection) {
        DocumentResources resources =
                new DocumentResources(
                        collection.kind(), registry, ConfigurationFiles.mask(), newIds, clock);
        String all = WORKSPACES + "/{workspace}/" + collection.path();
        String one = all + "/{name}";
        String name = collection.one();
        String what = collection.kind().words();
        return List.of(
                Operation.get(all, "list" + plural(name), "A page of them")
                        .needs(Role.VIEWER, Reach.PATH)
                        .paged()
                        .answers(200, Schema.pageOf(SHOWN))
                        .by(resources::list),
                Operation.post(all, "create" + name, "Makes one: " + what)
                        .needs(Role.EDITOR, Reach.PATH)
                        .takes(Schema.ANY_OBJECT, collection.example())
                        .answers(201, SHOWN)
                        .by(resources::create),
                Operation.get(one, "show" + name, "One by its name or id: " + what)
                        .needs(Role.VIEWER, Reach.PATH)
                        .variable("name", "example")
                        .answers(200, SHOWN)
                        .by(resources::show),
                Operation.put(one, "replace" + name, "Puts one in place, or makes it: " + what)
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("name", "example")
                        .takes(Schema.ANY_OBJECT, collection.example())
                        .answers(200, SHOWN)
                        .answers(201, SHOWN)
                        .by(resources::replace),
                Operation.patch(one, "change" + name, "Merges into one (RFC 7396): " + what)
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("name", "example")
                        .takes(Schema.ANY_OBJECT, "{\"tags\": [\"gold\"]}")
                        .answers(200, SHOWN)
                        .by(resources::merge),
                Operation.delete(one, "delete" + name, "Takes one away: " + what)
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("name", "example")
                        .answers(204)
                        .by(resources::remove));
    }

    private static String plural(String name) {
        return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }
}
