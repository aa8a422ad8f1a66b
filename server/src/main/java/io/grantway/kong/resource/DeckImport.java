package io.grantway.kong.resource;

import io.grantway.catalog.Draft;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Ids;
import io.grantway.kong.resource.EntityWriter.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One pass over one of Kong's declarative files, decK's or its own: makes or replaces everything
/// in it, and goes on where something is wrong, so that all of it is told at once. Belongs to one
/// piece of work on the catalog.
final class DeckImport {
    private static final UUID NOBODY = new UUID(0, 0);
    private static final Set<String> VERSIONS = Set.of("1.1", "2.1", "3.0");

    /// Lists of credentials, which stand in their consumer or at the top.
    private static final SequencedMap<String, Kind> CREDENTIALS = new LinkedHashMap<>();

    static {
        CREDENTIALS.put("oauth2_credentials", Applications.KIND);
        CREDENTIALS.put("keyauth_credentials", Credentials.KEY);
        CREDENTIALS.put("basicauth_credentials", Credentials.PASSWORD);
        CREDENTIALS.put("jwt_secrets", Credentials.JWT);
        CREDENTIALS.put("acls", Credentials.GROUP);
    }

    private static final Set<String> READ =
            Set.of(
                    "_format_version",
                    "_transform",
                    "_info",
                    "_workspace",
                    "_plugin_configs",
                    "services",
                    "routes",
                    "consumers",
                    "plugins");
    private static final Set<String> HARMLESS =
            Set.of(
                    "upstreams",
                    "targets",
                    "certificates",
                    "ca_certificates",
                    "snis",
                    "vaults",
                    "consumer_groups",
                    "consumer_group_plugins",
                    "parameters",
                    "workspaces",
                    "rbac_roles",
                    "licenses",
                    "files",
                    "developers",
                    "keys",
                    "key_sets",
                    "mtls_auth_credentials",
                    "hmacauth_credentials",
                    "_konnect",
                    "_comment",
                    "_ignore");

    private final Draft draft;
    private final EntityWriter writer;
    private final String workspace;
    private final boolean skipUnknown;
    private final ImportReport report = new ImportReport();
    private final List<Runnable> plugins = new ArrayList<>();
    private final ObjectNode file;

    DeckImport(
            Draft draft,
            EntityWriter writer,
            String workspace,
            boolean skipUnknown,
            ObjectNode file) {
        this.draft = draft;
        this.writer = writer;
        this.workspace = workspace;
        this.skipUnknown = skipUnknown;
        this.file = file;
    }

    ImportReport run() {
        head();
        each("services", file, "", this::service);
        each("routes", file, "", (place, item) -> route(place, item, Optional.empty(), true));
        each("consumers", file, "", this::consumer);
        CREDENTIALS.forEach((list, kind) ->
                each(list, file, "", (place, item) -> credential(place, kind, item)));
        each("plugins", file, "", this::plugin);
        // What they belong to may stand further down in the file.
        plugins.forEach(Runnable::run);
        return report;
    }

    private void head() {
        JsonNode version = file.path("_format_version");
        if (!VERSIONS.contains(version.asString(""))) {
            report.mistake(
                    "_format_version",
                    version.isMissingNode()
                            ? "required field missing"
                            : "expected one of: 1.1, 2.1, 3.0");
        }
        String of = file.path("_workspace").asString("");
        if (!of.isEmpty() && !of.equals(workspace)) {
            report.mistake(
                    "_workspace",
                    "the file is of the workspace "
                            + of
                            + ", and is being put into "
                            + workspace
                            + ": say --workspace "
                            + of);
        }
        for (String name : file.propertyNames()) {
            if (HARMLESS.contains(name)) {
                if (!file.path(name).isEmpty()) {
                    report.note(name, "not taken: Grantway has no use for it");
                }
            } else if (!READ.contains(name) && !CREDENTIALS.containsKey(name)) {
                report.mistake(name, "unknown field");
            }
        }
    }

    /// Takes one item of a list.
    @FunctionalInterface
    private interface Taker {
        void take(String place, ObjectNode item);
    }

    private void each(String list, ObjectNode in, String above, Taker taker) {
        String at = above.isEmpty() ? list : above + "." + list;
        JsonNode items = in.path(list);
        if (items.isMissingNode() || items.isNull()) {
            return;
        }
        if (!items.isArray()) {
            report.mistake(at, "expected an array");
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            String place = at + "[" + i + "]";
            if (items.get(i) instanceof ObjectNode item) {
                taker.take(place, item);
            } else {
                report.mistake(place, "expected a record");
            }
        }
    }

    private void service(String place, ObjectNode item) {
        ObjectNode input = plain(item, "service", "routes", "plugins");
        named(Services.KIND, place, workspace, input);
        Optional<Entity> service = take(place, Services.KIND, input, Optional.empty());
        Above above = new Above("service", service);
        each(
                "routes",
                item,
                place,
                (at, route) -> route(at, route, Optional.of(above), service.isPresent()));
        each("plugins", item, place, (at, plugin) -> plugin(at, below(plugin, above)));
    }

    /// What an item stands in.
    ///
    /// @param entity empty where that is wrong itself
    private record Above(String field, Optional<Entity> entity) {
        String id() {
            return entity.map(Entity::id).orElse(NOBODY).toString();
        }
    }

    private static ObjectNode below(ObjectNode item, Above above) {
        ObjectNode copy = item.deepCopy();
        copy.putObject(above.field()).put("id", above.id());
        return copy;
    }

    private void route(String place, ObjectNode item, Optional<Above> above, boolean aboveIsGood) {
        ObjectNode input = plain(item, "route", "plugins");
        above.ifPresent(one -> input.putObject(one.field()).put("id", one.id()));
        named(RouteKind.KIND, place, above.map(Above::id).orElse(workspace), input);
        Optional<Entity> route =
                aboveIsGood
                        ? take(place, RouteKind.KIND, input, Optional.empty())
                        : checkOnly(place, RouteKind.KIND, input);
        Above here = new Above("route", route);
        each("plugins", item, place, (at, plugin) -> plugin(at, below(plugin, here)));
    }

    /// Gives what has neither a name nor an id an id that is the same the next time.
    private static void named(Kind kind, String place, String in, ObjectNode input) {
        if (!Schema.isSet(input, "id") && !Schema.isSet(input, "name")) {
            String last = place.substring(place.lastIndexOf('.') + 1);
            input.put("id", Ids.of(in, "import " + kind.table(), last).toString());
        }
    }

    private void consumer(String place, ObjectNode item) {
        ObjectNode input = plain(item, "consumer", "plugins", "groups");
        CREDENTIALS.keySet().forEach(input::remove);
        if (item.path("groups").size() > 0) {
            report.note(place + ".groups", "not taken: Grantway has no consumer groups");
        }
        Optional<Entity> consumer = take(place, Consumers.KIND, input, Optional.empty());
        Above above = new Above("consumer", consumer);
        CREDENTIALS.forEach((list, kind) ->
                each(list, item, place, (at, one) -> credential(at, kind, below(one, above))));
        each("plugins", item, place, (at, plugin) -> plugin(at, below(plugin, above)));
    }

    private void credential(String place, Kind kind, ObjectNode item) {
        ObjectNode input = plain(item, "", "skip_hash");
        String owner = input.path("consumer").path("id").asString("");
        if (owner.equals(NOBODY.toString())) {
            checkOnly(place, kind, input);
            return;
        }
        if (kind.entity() == EntityKind.PASSWORD && !sha1(place, input)) {
            return;
        }
        Optional<Entity> consumer =
                Ids.parse(owner)
                        .flatMap(id -> draft.entities().find(EntityKind.CONSUMER, workspace, id));
        take(place, kind, input, consumer);
    }

    /// Kong keeps the SHA-1 of the password and the consumer's id, which is taken as the hash it
    /// is. Without the id that it was made with nobody could log in any more.
    private boolean sha1(String place, ObjectNode input) {
        String password = input.path("password").asString("");
        if (!password.matches("[0-9a-fA-F]{40}")) {
            return true;
        }
        String consumer = input.path("consumer").path("id").asString("");
        boolean kept =
                file.path("consumers")
                        .valueStream()
                        .anyMatch(one -> one.path("id").asString("").equals(consumer));
        if (!kept) {
            report.mistake(
                    place + ".password",
                    "is a hash of Kong's, which only fits the consumer's id that the file leaves"
                            + " out: dump with ids (deck gateway dump --with-id), or give the"
                            + " password itself");
            return false;
        }
        input.put("password", "$kong-sha1$" + consumer + "$" + password.toLowerCase(Locale.ROOT));
        return true;
    }

    private void plugin(String place, ObjectNode item) {
        plugins.add(() -> laterPlugin(place, item));
    }

    private void laterPlugin(String place, ObjectNode item) {
        ObjectNode input = plain(item, "", "run_on", "_config");
        String name = input.path("name").asString("");
        if (!name.isEmpty() && !PluginConfigs.ALL.containsKey(name)) {
            if (skipUnknown) {
                report.note(place, "not taken: Grantway has no plugin '" + name + "'");
            } else {
                report.mistake(
                        place + ".name",
                        "Grantway has no plugin '"
                                + name
                                + "': take it out, or skip all it does not know with"
                                + " --skip-unknown");
            }
            return;
        }
        new PluginInput(report, file).complete(place, item, input);
        boolean orphan =
                List.of("service", "route", "consumer").stream()
                        .anyMatch(owner ->
                                input.path(owner)
                                        .path("id")
                                        .asString("")
                                        .equals(NOBODY.toString()));
        if (orphan) {
            checkOnly(place, Plugins.KIND, input);
        } else {
            take(place, Plugins.KIND, input, Optional.empty());
        }
    }

    /// An item without what stands in it, what the server says of it, and with what the file says
    /// of all.
    private ObjectNode plain(ObjectNode item, String defaults, String... without) {
        ObjectNode input = item.deepCopy();
        input.remove(List.of(without));
        input.remove(List.of("created_at", "updated_at", "ws_id", "_comment", "_ignore"));
        for (String owner : List.of("service", "route", "consumer")) {
            if (input.path(owner).isString()) {
                String text = input.path(owner).asString();
                String key = owner.equals("consumer") ? "username" : "name";
                input.putObject(owner).put(Ids.parse(text).isPresent() ? "id" : key, text);
            }
        }
        JsonNode info = file.path("_info");
        if (info.path("defaults").get(defaults) instanceof ObjectNode common) {
            input = Trees.merged(common, input);
        }
        for (JsonNode tag : info.path("select_tags")) {
            boolean has = input.path("tags").valueStream().anyMatch(one -> one.equals(tag));
            if (!has && (input.path("tags").isArray() || !Schema.isSet(input, "tags"))) {
                if (!input.path("tags").isArray()) {
                    input.remove("tags");
                }
                input.withArray("tags").add(tag);
            }
        }
        return input;
    }

    private Optional<Entity> checkOnly(String place, Kind kind, ObjectNode input) {
        try {
            EntityWriter.checked(kind, EntityWriter.normal(kind, input));
        } catch (Refused refused) {
            report.refused(place, refused);
        }
        return Optional.empty();
    }

    private Optional<Entity> take(
            String place, Kind kind, ObjectNode input, Optional<Entity> parent) {
        try {
            Optional<Entity> before = before(kind, input, parent);
            Written written =
                    before.isPresent()
                            ? writer.replace(draft, kind, before.get(), input)
                            : writer.create(draft, kind, workspace, input);
            report.count(written.outcome(), kind);
            noteMade(place, input, written);
            return Optional.of(written.entity());
        } catch (Refused refused) {
            report.refused(place, refused);
            return Optional.empty();
        }
    }

    private void noteMade(String place, ObjectNode input, Written written) {
        for (String secret : written.shown().propertyNames()) {
            if (!Schema.isSet(input, secret) && !secret.equals("config")) {
                report.note(
                        place + "." + secret,
                        "was not in the file; one was made that nobody knows: change it");
            }
        }
    }

    /// The entity that an item is about: by id, else by what it is called.
    private Optional<Entity> before(Kind kind, ObjectNode input, Optional<Entity> parent) {
        Optional<UUID> id = Type.id(input.path("id"));
        if (id.isPresent()) {
            return draft.entities().find(kind.entity(), workspace, id.get());
        }
        for (String key : kind.keys()) {
            String called = input.path(key).asString("");
            if (!called.isEmpty()) {
                Optional<Entity> found = kind.find(draft.entities(), workspace, called, parent);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return same(kind, input, parent);
    }

    /// A plugin by its name and what it is for, an application by its name and whose it is.
    private Optional<Entity> same(Kind kind, ObjectNode input, Optional<Entity> parent) {
        String name = input.path("name").asString("");
        if (kind.entity() == EntityKind.POLICY) {
            Map<EntityKind, UUID> owners =
                    kind.owners(draft.entities(), workspace, EntityWriter.normal(kind, input));
            return draft.entities().of(EntityKind.POLICY, workspace).stream()
                    .filter(one -> one.owners().equals(owners))
                    .filter(one -> kind.mapping().read(one).path("name").asString("").equals(name))
                    .findFirst();
        }
        if (kind.entity() == EntityKind.APPLICATION && !Schema.isSet(input, "client_id")) {
            return parent.stream()
                    .flatMap(one -> draft.entities().ownedBy(one.id()).stream())
                    .filter(one -> one.kind() == EntityKind.APPLICATION)
                    .filter(one -> one.text("name").orElse("").equals(name))
                    .findFirst();
        }
        return Optional.empty();
    }
}
