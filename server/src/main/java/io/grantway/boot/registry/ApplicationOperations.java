package io.grantway.boot.registry;

import io.grantway.admin.JsonBody;
import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.authserver.RandomText;
import io.grantway.boot.AuthorizationServerConfig;
import io.grantway.boot.ConfigurationFiles;
import io.grantway.boot.ForeignClients;
import io.grantway.boot.WorkspaceConfig;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The native admin API of applications: their clients at authorization servers, keys and
/// subscriptions.
public final class ApplicationOperations {
    private static final String ONE = ApplicationParts.ALL + "/{name}";
    private static final String EXAMPLE = "crm";
    private static final Schema SHOWN =
            Schema.object()
                    .with("id", Schema.ID)
                    .with("workspace", Schema.TEXT)
                    .with("declaredAt", Schema.TEXT.orNull())
                    .with("createdAt", Schema.TIME)
                    .with("updatedAt", Schema.TIME);
    private static final Schema PART = SHOWN.with("application", Schema.TEXT);
    private static final Schema CREDENTIAL =
            PART.with("authorizationServer", Schema.TEXT).with("clientId", Schema.TEXT);
    private static final Schema SUBSCRIPTION =
            PART.with("api", Schema.TEXT).with("plan", Schema.TEXT);

    private final LiveRegistry registry;
    private final ApplicationParts parts;
    private final CredentialResources credentials;
    private final SubscriptionResources subscriptions;
    private final RandomText texts;

    public ApplicationOperations(
            LiveRegistry registry,
            ForeignClients foreign,
            RandomText texts,
            Supplier<UUID> newIds,
            InstantSource clock) {
        this.registry = registry;
        this.texts = texts;
        parts = new ApplicationParts(registry, ConfigurationFiles.mask(), newIds, clock);
        credentials = new CredentialResources(parts, this::server, foreign, texts);
        subscriptions = new SubscriptionResources(parts);
    }

    private Optional<AuthorizationServerConfig> server(String workspace, String name) {
        return registry.union().configuration().allWorkspaces().stream()
                .filter(each -> each.name().equals(workspace))
                .map(WorkspaceConfig::authorizationServers)
                .flatMap(List::stream)
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    public List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        all.add(
                Operation.get(ApplicationParts.ALL, "listApplications", "Applications by id")
                        .needs(Role.VIEWER, Reach.QUERY)
                        .paged()
                        .answers(200, Schema.pageOf(SHOWN))
                        .by(parts::listApplications));
        all.add(
                named(Operation.get(ONE, "showApplication", "One by its name or id"), Role.VIEWER)
                        .answers(200, SHOWN)
                        .by(parts::showApplication));
        all.addAll(credentials());
        all.addAll(keys());
        all.addAll(subscriptions());
        return all;
    }

    private static Operation named(Operation operation, Role role) {
        return operation.needs(role, Reach.QUERY).variable("name", EXAMPLE);
    }

    /// What is the same for every kind of thing that an application has.
    private List<Operation> listed(EntityKind kind, String path, String one, Schema schema) {
        String all = ONE + "/" + path;
        return List.of(
                named(Operation.get(all, "list" + one + "sOfApplication", "All"), Role.VIEWER)
                        .paged()
                        .answers(200, Schema.pageOf(schema))
                        .by(request -> parts.list(request, kind)),
                named(Operation.get(all + "/{id}", "show" + one, "One of them"), Role.VIEWER)
                        .answers(200, schema)
                        .by(request -> parts.show(request, kind)));
    }

    private List<Operation> credentials() {
        String all = ONE + "/credentials";
        String one = all + "/{id}";
        List<Operation> operations =
                new ArrayList<>(
                        listed(EntityKind.CREDENTIAL, "credentials", "Credential", CREDENTIAL));
        operations.add(
                named(
                                Operation.post(
                                        all,
                                        "createCredential",
                                        "Gives an application a client at an authorization"
                                                + " server: named, made here or, elsewhere,"
                                                + " registered there; its secret is shown this"
                                                + " once"),
                                Role.EDITOR)
                        .takes(
                                Schema.object()
                                        .with("authorizationServer", Schema.TEXT)
                                        .optional("generate", Schema.BOOLEAN)
                                        .optional("clientId", Schema.TEXT)
                                        .optional("clientSecret", Schema.TEXT)
                                        .optional("grantTypes", Schema.listOf(Schema.TEXT))
                                        .optional("redirectUris", Schema.listOf(Schema.TEXT)),
                                "{\"authorizationServer\": \"local\", \"generate\": true}")
                        .answers(201, CREDENTIAL.optional("clientSecret", Schema.TEXT))
                        .by(credentials::create));
        operations.add(
                named(
                                Operation.post(
                                        one + "/rotate",
                                        "rotateCredential",
                                        "Makes another secret, shown this once; the one before"
                                                + " counts for a while"),
                                Role.EDITOR)
                        .takes(
                                Schema.object().optional("overlap", Schema.TEXT),
                                "{\"overlap\": \"24h\"}")
                        .answers(200, CREDENTIAL.with("clientSecret", Schema.TEXT))
                        .by(credentials::rotate));
        operations.add(
                named(
                                Operation.delete(
                                        one,
                                        "deleteCredential",
                                        "Takes a client away, where it was registered too"),
                                Role.EDITOR)
                        .query(
                                "force",
                                Schema.BOOLEAN,
                                "whatever the server says that it was registered at")
                        .answers(204)
                        .by(credentials::remove));
        return operations;
    }

    private List<Operation> keys() {
        String all = ONE + "/keys";
        List<Operation> operations =
                new ArrayList<>(listed(EntityKind.KEY, "keys", "KeyOfApplication", PART));
        operations.add(
                named(
                                Operation.post(
                                        all,
                                        "createKeyOfApplication",
                                        "Makes an API key, shown this once"),
                                Role.EDITOR)
                        .takes(Schema.object().optional("key", Schema.TEXT), "{}")
                        .answers(201, PART.with("key", Schema.TEXT))
                        .by(this::createKey));
        operations.add(
                named(
                                Operation.delete(
                                        all + "/{id}", "deleteKeyOfApplication", "Takes one away"),
                                Role.EDITOR)
                        .answers(204)
                        .by(removing(EntityKind.KEY)));
        return operations;
    }

    private Response createKey(Request request) {
        String key = JsonBody.of(request, List.of("key")).text("key").orElseGet(texts::token);
        return ApplicationParts.refusing(
                request,
                () -> {
                    Entity made =
                            parts.make(request, EntityKind.KEY, Json.object().put("key", key));
                    return parts.made(request, "keys", made, Map.of("key", key));
                });
    }

    private Handler removing(EntityKind kind) {
        return request -> ApplicationParts.refusing(request, () -> parts.remove(request, kind));
    }

    private List<Operation> subscriptions() {
        String all = ONE + "/subscriptions";
        String one = all + "/{id}";
        List<Operation> operations =
                new ArrayList<>(
                        listed(
                                EntityKind.SUBSCRIPTION,
                                "subscriptions",
                                "Subscription",
                                SUBSCRIPTION));
        operations.add(
                named(
                                Operation.post(
                                        all,
                                        "createSubscription",
                                        "Subscribes an application to an API: active, or requested"
                                                + " where the plan must be approved"),
                                Role.EDITOR)
                        .takes(
                                Schema.object().with("api", Schema.TEXT).with("plan", Schema.TEXT),
                                "{\"api\": \"orders\", \"plan\": \"bronze\"}")
                        .answers(201, SUBSCRIPTION)
                        .by(subscriptions::create));
        operations.add(moving(one, "approve", "Approves a request", subscriptions::approve));
        operations.add(moving(one, "suspend", "Stops one for a while", subscriptions::suspend));
        operations.add(moving(one, "resume", "Ends a suspension", subscriptions::resume));
        operations.add(
                named(Operation.delete(one, "deleteSubscription", "Ends one"), Role.EDITOR)
                        .answers(204)
                        .by(removing(EntityKind.SUBSCRIPTION)));
        return operations;
    }

    private static Operation moving(String one, String verb, String summary, Handler handler) {
        return named(Operation.post(one + "/" + verb, verb + "Subscription", summary), Role.EDITOR)
                .answers(200, SUBSCRIPTION)
                .by(handler);
    }
}
