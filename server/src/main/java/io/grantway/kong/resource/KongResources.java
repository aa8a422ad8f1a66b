package io.grantway.kong.resource;

import io.grantway.catalog.Registry;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.kong.resource.Operation.Access;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Kong's admin resources, at `/` and at `/{workspace}`.
public final class KongResources {
    static final List<Kind> CREDENTIALS =
            List.of(
                    Applications.KIND,
                    Credentials.KEY,
                    Credentials.PASSWORD,
                    Credentials.JWT,
                    Credentials.GROUP);
    static final List<Kind> PLAIN =
            List.of(Services.KIND, RouteKind.KIND, Consumers.KIND, Plugins.KIND);

    private static final Map<String, String> EXAMPLES =
            Map.of(
                    "services", "{\"name\": \"orders\", \"url\": \"http://127.0.0.1:9200\"}",
                    "routes", "{\"name\": \"orders\", \"paths\": [\"/orders\"]}",
                    "consumers", "{\"username\": \"acme\"}",
                    "plugins", "{\"name\": \"rate-limiting\", \"config\": {\"minute\": 60}}",
                    "oauth2", "{\"name\": \"App\", \"consumer\": {\"username\": \"acme\"}}",
                    "key-auths", "{\"consumer\": {\"username\": \"acme\"}}",
                    "basic-auths",
                            "{\"username\": \"megan\", \"password\": \"correct horse\","
                                    + " \"consumer\": {\"username\": \"acme\"}}",
                    "jwts", "{\"key\": \"acme\", \"consumer\": {\"username\": \"acme\"}}",
                    "acls", "{\"group\": \"gold\", \"consumer\": {\"username\": \"acme\"}}",
                    "workspaces", "{\"name\": \"team-a\"}");

    private final Registry registry;
    private final EntityWriter writer;
    private final Fresh fresh;
    private final String version;
    private final List<Operation> operations = new ArrayList<>();

    private KongResources(
            Registry registry, SecureRandom random, InstantSource clock, String version) {
        this.registry = registry;
        this.fresh = new Fresh(random, clock);
        this.writer = new EntityWriter(fresh);
        this.version = version;
    }

    /// Everything there is.
    ///
    /// @param version of this server, for the document at `/`
    public static List<Operation> operations(
            Registry registry, SecureRandom random, InstantSource clock, String version) {
        KongResources resources = new KongResources(registry, random, clock, version);
        Adding plain = resources.new Adding("");
        plain.get("/", "showKongInfo", "What this is", resources.info());
        plain.get("/status", "showKongStatus", "Whether the server runs", resources.status());
        resources.collections("", "");
        resources.collections("/{workspace}", "OfWorkspace");
        resources.workspaces();
        return List.copyOf(resources.operations);
    }

    private void collections(String root, String suffix) {
        Adding adding = new Adding(suffix);
        for (Kind kind : PLAIN) {
            collection(adding, root + "/" + kind.table(), kind, Optional.empty());
        }
        for (Kind kind : CREDENTIALS) {
            collection(adding, root + "/" + kind.table(), kind, Optional.empty());
            below(adding, root, Consumers.KIND, kind);
        }
        below(adding, root, Services.KIND, RouteKind.KIND);
        for (Kind owner : List.of(Services.KIND, RouteKind.KIND, Consumers.KIND)) {
            below(adding, root, owner, Plugins.KIND);
        }
        ServiceOfRoute service = new ServiceOfRoute(registry, writer);
        String path = root + "/routes/{parent}/service";
        adding.get(path, "showServiceOfRoute", "The service of a route", service.get());
        adding.change(
                "PATCH",
                path,
                "changeServiceOfRoute",
                "Changes the service of a route",
                "{\"retries\": 2}",
                200,
                service.patch());
    }

    private void below(Adding adding, String root, Kind owner, Kind kind) {
        String path = root + "/" + owner.table() + "/{parent}/" + kind.below();
        collection(adding, path, kind, Optional.of(owner));
    }

    private void collection(Adding adding, String path, Kind kind, Optional<Kind> parent) {
        Resource resource = new Resource(registry, writer, kind, parent);
        String noun = noun(kind) + parent.map(above -> "Of" + noun(above)).orElse("");
        String what = kind.table() + parent.map(above -> " of one of " + above.table()).orElse("");
        String one = path + "/{id}";
        String example = EXAMPLES.getOrDefault(kind.table(), "{}");
        adding.get(path, "list" + noun, "All " + what, resource.list());
        adding.change(
                "POST", path, "create" + noun, "Makes " + what, example, 201, resource.create());
        adding.get(one, "show" + noun, "One of " + what, resource.get());
        adding.change(
                "PATCH",
                one,
                "change" + noun,
                "Changes " + what,
                "{\"tags\": [\"team-a\"]}",
                200,
                resource.patch());
        adding.change(
                "PUT",
                one,
                "put" + noun,
                "Makes or replaces " + what,
                example,
                200,
                resource.put());
        adding.delete(one, "delete" + noun, "Deletes " + what, resource.delete());
    }

    /// `key-auths`: `KeyAuths`.
    private static String noun(Kind kind) {
        return Stream.of(kind.table().split("-", -1))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    private void workspaces() {
        Workspaces all = new Workspaces(registry, fresh);
        String path = "/workspaces";
        String one = path + "/{id}";
        String example = EXAMPLES.getOrDefault("workspaces", "{}");
        Adding adding = new Adding("");
        adding.access = Access.ADMIN;
        adding.get(path, "listWorkspaces", "All workspaces", all.list());
        adding.change(
                "POST", path, "createWorkspace", "Makes a workspace", example, 201, all.create());
        adding.get(one, "showWorkspace", "A workspace", all.get());
        adding.change(
                "PUT", one, "putWorkspace", "Makes or changes a workspace", "{}", 200, all.put());
        adding.change(
                "PATCH",
                one,
                "changeWorkspace",
                "Changes a workspace",
                "{\"comment\": \"of team A\"}",
                200,
                all.patch());
        adding.delete(one, "deleteWorkspace", "Deletes an empty workspace", all.delete());
    }

    /// Adds operations whose ids end alike.
    private final class Adding {
        private final String suffix;
        private Access access = Access.EDITOR;

        Adding(String suffix) {
            this.suffix = suffix;
        }

        void get(String pattern, String id, String summary, Handler handler) {
            Optional<String> none = Optional.empty();
            operations.add(
                    new Operation(
                            "GET",
                            pattern,
                            Access.VIEWER,
                            id + suffix,
                            summary,
                            none,
                            200,
                            handler));
        }

        void change(
                String method,
                String pattern,
                String id,
                String summary,
                String example,
                int status,
                Handler handler) {
            operations.add(
                    new Operation(
                            method,
                            pattern,
                            access,
                            id + suffix,
                            summary,
                            Optional.of(example),
                            status,
                            handler));
        }

        void delete(String pattern, String id, String summary, Handler handler) {
            Optional<String> none = Optional.empty();
            operations.add(
                    new Operation(
                            "DELETE", pattern, access, id + suffix, summary, none, 204, handler));
        }
    }

    private Handler info() {
        return _ -> {
            ObjectNode json = Json.object();
            json.put("tagline", "Welcome to Grantway").put("version", version);
            ObjectNode plugins = json.putObject("plugins");
            ObjectNode available = plugins.putObject("available_on_server");
            PluginConfigs.ALL.keySet().forEach(name -> available.put(name, true));
            ArrayNode enabled = plugins.putArray("enabled_in_cluster");
            registry.entities()
                    .all()
                    .filter(entity -> entity.kind() == Plugins.KIND.entity())
                    .map(entity -> Plugins.KIND.mapping().read(entity).path("name"))
                    .map(JsonNode::asString)
                    .distinct()
                    .sorted()
                    .forEach(enabled::add);
            json.putObject("configuration")
                    .put("database", "grantway")
                    .put("router_flavor", "traditional");
            return Resource.json(200, json);
        };
    }

    private Handler status() {
        return _ -> {
            ObjectNode json = Json.object();
            json.putObject("database").put("reachable", true);
            return Resource.json(200, json);
        };
    }
}
