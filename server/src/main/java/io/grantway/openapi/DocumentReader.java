package io.grantway.openapi;

import io.grantway.config.Mistakes;
import io.grantway.config.Note;
import io.grantway.config.Place;
import io.grantway.config.PlacedValue;
import io.grantway.gateway.OperationConfig;
import io.grantway.gateway.OperationPath;
import io.grantway.openapi.ApiDocument.Stated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the operations of an OpenAPI document.
public final class DocumentReader {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "query");
    private static final int LONGEST_NAME = 120;

    private final PlacedValue root;
    private final Mistakes mistakes;
    private final Consumer<Note> notes;
    private final LocalReferences references;
    private final List<Stated> operations = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> requests = new HashSet<>();

    private DocumentReader(PlacedValue root, Mistakes mistakes, Consumer<Note> notes) {
        this.root = root;
        Set<Note> told = new HashSet<>();
        this.mistakes = mistakes;
        this.notes =
                note -> {
                    if (told.add(note)) {
                        notes.accept(note);
                    }
                };
        this.references = new LocalReferences(root, mistakes);
    }

    /// @param basePath instead of the path of the document's server; empty for that
    /// @param mistakes takes what keeps the document from being understood, by its places
    /// @param notes takes what it says that operations cannot say
    public static ApiDocument read(
            PlacedValue root, Optional<String> basePath, Mistakes mistakes, Consumer<Note> notes) {
        return new DocumentReader(root, mistakes, notes).document(basePath);
    }

    private ApiDocument document(Optional<String> basePath) {
        boolean old = root.text("swagger").filter("2.0"::equals).isPresent();
        boolean known =
                root.text("openapi").filter(text -> text.matches("3\\.[012]\\b.*")).isPresent();
        if (!old && !known) {
            mistakes.add(
                    root.place(),
                    "is no OpenAPI document of version 3 (openapi: 3.1.0), and none of Swagger"
                            + " 2.0");
            return new ApiDocument("", Optional.empty(), "", List.of());
        }
        ServerAddress server = (old ? oldServer() : server(root)).orElse(ServerAddress.UNSAID);
        ServerAddress asked =
                basePath.flatMap(path -> ServerAddress.parse(path, root, mistakes))
                        .map(address -> new ServerAddress(server.origin(), address.basePath()))
                        .orElse(server);
        Optional<PlacedValue> schemes =
                old
                        ? root.get("securityDefinitions")
                        : root.get("components").flatMap(all -> all.get("securitySchemes"));
        SecurityRequirements security =
                new SecurityRequirements(schemes, references, mistakes, notes);
        new Paths(security, asked, basePath.isPresent()).read();
        root.get("webhooks")
                .ifPresent(hooks ->
                        note(hooks, "left out: webhooks are calls that the API makes itself"));
        String title = root.get("info").flatMap(info -> info.text("title")).orElse("");
        return new ApiDocument(title, asked.origin(), asked.basePath(), operations);
    }

    private Optional<ServerAddress> oldServer() {
        Optional<PlacedValue> path = root.get("basePath");
        String scheme =
                root.get("schemes").stream()
                        .flatMap(all -> all.items().stream())
                        .flatMap(each -> each.text().stream())
                        .filter("https"::equals)
                        .findFirst()
                        .orElse("http");
        String base = path.flatMap(PlacedValue::text).orElse("");
        String url = root.text("host").map(host -> scheme + "://" + host).orElse("") + base;
        return ServerAddress.parse(url, path.orElse(root), mistakes);
    }

    /// The first server of a document, a path or an operation.
    private Optional<ServerAddress> server(PlacedValue of) {
        List<PlacedValue> servers = of.get("servers").map(PlacedValue::items).orElse(List.of());
        if (servers.isEmpty()) {
            return Optional.empty();
        }
        Optional<ServerAddress> first = ServerAddress.of(servers.getFirst(), mistakes);
        for (PlacedValue other : servers.subList(1, servers.size())) {
            ServerAddress.of(other, mistakes)
                    .filter(address ->
                            first.filter(f -> !f.basePath().equals(address.basePath())).isPresent())
                    .ifPresent(
                            _ -> note(other, "left out: its path is not that of the first server"));
        }
        return first;
    }

    private void note(PlacedValue at, String text) {
        note(at.place(), text);
    }

    private void note(Place at, String text) {
        notes.accept(new Note(at, text));
    }

    /// The paths of the document.
    private final class Paths {
        private final SecurityRequirements security;
        private final ServerAddress server;
        private final boolean baseAsked;
        private final ScopeRequirement usual;

        /// @param baseAsked whether the server's path was asked for, and no other counts
        Paths(SecurityRequirements security, ServerAddress server, boolean baseAsked) {
            this.security = security;
            this.server = server;
            this.baseAsked = baseAsked;
            this.usual = security.read(root.get("security"));
        }

        void read() {
            Optional<PlacedValue> paths = root.get("paths");
            paths.filter(all -> !all.isMapping())
                    .ifPresent(all ->
                            mistakes.add(all.place(), "must be a mapping, not " + all.kind()));
            paths.map(PlacedValue::entries)
                    .orElseGet(java.util.LinkedHashMap::new)
                    .forEach(this::item);
        }

        private void item(String path, PlacedValue said) {
            if (path.startsWith("x-")) {
                return;
            }
            if (!path.startsWith("/")) {
                mistakes.add(said.place(), "a path starts with /");
                return;
            }
            Optional<PlacedValue> found = references.follow(said);
            if (found.isEmpty() || !found.get().isMapping()) {
                found.ifPresent(other ->
                        mistakes.add(other.place(), "must be a mapping, not " + other.kind()));
                return;
            }
            Map<String, PlacedValue> item = found.get().entries();
            said.entries().forEach(item::put); // beside its $ref
            item.forEach((method, operation) -> {
                if (METHODS.contains(method)) {
                    operation(path, method.toUpperCase(Locale.ROOT), operation, found.get());
                }
            });
            noteMatrix(found.get());
            found.get()
                    .get("additionalOperations")
                    .ifPresent(more ->
                            more.entries()
                                    .forEach((method, operation) ->
                                            operation(path, method, operation, found.get())));
        }

        private void operation(String path, String method, PlacedValue said, PlacedValue item) {
            if (!said.isMapping()) {
                mistakes.add(said.place(), "must be a mapping, not " + said.kind());
                return;
            }
            noteMatrix(said);
            String whole = base(said, item) + path;
            ScopeRequirement scopes =
                    said.get("security").map(own -> security.read(Optional.of(own))).orElse(usual);
            try {
                OperationPath template = OperationPath.parse(whole);
                if (!requests.add(method + " " + template.shape())) {
                    note(said, "left out: another path has the same method and the same shape");
                    return;
                }
            } catch (IllegalArgumentException e) {
                note(
                        said,
                        "left out, so that a token opens no call of it: its path "
                                + e.getMessage());
                return;
            }
            operations.add(
                    new Stated(
                            said.place(),
                            new OperationConfig(
                                    name(said),
                                    List.of(method),
                                    List.of(whole),
                                    List.copyOf(scopes.all()),
                                    List.copyOf(scopes.any()))));
        }

        private String base(PlacedValue operation, PlacedValue item) {
            PlacedValue of = operation.get("servers").isPresent() ? operation : item;
            if (baseAsked) {
                return server.basePath();
            }
            Optional<ServerAddress> own = server(of);
            own.filter(address -> address.origin().isPresent())
                    .filter(address -> !address.origin().equals(server.origin()))
                    .ifPresent(
                            _ -> note(of, "its own server is left out: the API has one upstream"));
            return own.orElse(server).basePath();
        }

        private @Nullable String name(PlacedValue operation) {
            Optional<PlacedValue> said = operation.get("operationId");
            String name = said.flatMap(PlacedValue::text).orElse("");
            if (name.isEmpty()) {
                return null;
            }
            boolean plain =
                    name.length() <= LONGEST_NAME
                            && name.chars().noneMatch(Character::isISOControl);
            if (plain && names.add(name)) {
                return name;
            }
            note(
                    said.get(),
                    plain
                            ? "another operation has this name; it is known by its method and path"
                            : "too long for a name; it is known by its method and path");
            return null;
        }

        private void noteMatrix(PlacedValue of) {
            for (PlacedValue each :
                    of.get("parameters").map(PlacedValue::items).orElse(List.of())) {
                references
                        .follow(each)
                        .filter(parameter ->
                                parameter.text("style").filter("matrix"::equals).isPresent())
                        .ifPresent(parameter ->
                                note(
                                        parameter,
                                        "is not sent on: what follows a ; in a path is taken out"));
            }
        }
    }
}
