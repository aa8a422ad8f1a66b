package io.grantway.openapi;

import io.grantway.config.Mistake;
import io.grantway.config.Mistakes;
import io.grantway.config.Note;
import io.grantway.config.PlacedValue;
import io.grantway.gateway.OperationConfig;
import io.grantway.openapi.ApiDocument.Stated;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An API as a configuration file would say it, made from an OpenAPI document.
///
/// @param api of no use where there are mistakes
/// @param notes what the document says that the API does not
public record ImportedApi(ObjectNode api, List<Mistake> mistakes, List<Note> notes) {
    private static final int MOST_ROUTES = 20;
    private static final String PLAIN = "[A-Za-z0-9._~!$&'()+,=:@-]+";

    public ImportedApi {
        mistakes = List.copyOf(mistakes);
        notes = List.copyOf(notes);
    }

    /// @param source what mistakes and notes call the text
    /// @param name of the API; empty for one made of the document's title
    /// @param upstream where its servers really are; empty for the document's first server
    public static ImportedApi of(
            String source, String text, Optional<String> name, Optional<URI> upstream) {
        Mistakes mistakes = new Mistakes();
        List<Note> notes = new ArrayList<>();
        ObjectNode api = JsonNodeFactory.instance.objectNode();
        PlacedValue.parse(source, text, mistakes)
                .ifPresent(root -> {
                    ApiDocument document =
                            DocumentReader.read(root, Optional.empty(), mistakes, notes::add);
                    if (upstream.filter(url -> !isHttp(url)).isPresent()) {
                        mistakes.add(
                                root.place(),
                                "upstream must begin with http:// or https:// and name a host");
                    }
                    if (upstream.isEmpty() && document.origin().isEmpty() && mistakes.isEmpty()) {
                        mistakes.add(
                                root.place(),
                                "names no server with scheme and host: say where the API is as"
                                        + " upstream");
                    }
                    if (mistakes.isEmpty()) {
                        fill(api, document, name, upstream);
                    }
                });
        return new ImportedApi(api, mistakes.list(), notes);
    }

    private static boolean isHttp(URI url) {
        return url.getHost() != null && String.valueOf(url.getScheme()).matches("https?");
    }

    /// The API as the only one of a file. What looks like a reference in it stays what it is: the
    /// document may come from anybody, and must not name a secret of whoever reads the file.
    public ObjectNode file() {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.putArray("apis").add(literal(api));
        return file;
    }

    private static JsonNode literal(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(each -> copy.set(each.getKey(), literal(each.getValue())));
            return copy;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(literal(item)));
            return copy;
        }
        return tree.isString()
                ? JsonNodeFactory.instance.stringNode(tree.asString().replace("${", "$${"))
                : tree;
    }

    private static void fill(
            ObjectNode api, ApiDocument document, Optional<String> name, Optional<URI> upstream) {
        String base = document.basePath();
        String ownPath = upstream.map(URI::getRawPath).orElse("").replaceFirst("/+$", "");
        boolean elsewhere = !ownPath.isEmpty() && !ownPath.equals(base);
        String origin =
                upstream.map(url -> url.getScheme() + "://" + url.getRawAuthority())
                        .or(document::origin)
                        .orElseThrow();
        api.put("name", name.orElseGet(() -> named(document.title())));
        api.put("upstream", elsewhere && base.isEmpty() ? origin + ownPath : origin);
        ObjectNode route = api.putArray("routes").addObject();
        List<String> paths = routes(document);
        paths.forEach(route.putArray("paths")::add);
        if (elsewhere && paths.equals(List.of(base))) {
            route.put("rewrite", ownPath);
        }
        var operations = api.putArray("operations");
        document.operations().forEach(each -> operations.add(json(each.operation(), _ -> false)));
    }

    /// The base path, or where there is none the first segments of the paths.
    private static List<String> routes(ApiDocument document) {
        String base = document.basePath();
        TreeSet<String> first = new TreeSet<>();
        boolean below = true;
        for (Stated each : document.operations()) {
            String path = each.path();
            below &= path.equals(base) || path.startsWith(base + "/");
            int end = path.indexOf('/', 1);
            first.add(path.substring(1, end < 0 ? path.length() : end));
        }
        if (below && !base.isEmpty()) {
            return List.of(base);
        }
        boolean plain =
                !first.isEmpty()
                        && first.size() <= MOST_ROUTES
                        && first.stream().allMatch(segment -> segment.matches(PLAIN));
        return plain ? first.stream().map(segment -> "/" + segment).toList() : List.of("/");
    }

    private static String named(String title) {
        String plain =
                title.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "api" : plain;
    }

    /// An operation as it is written.
    ///
    /// @param taken names that it may not have
    static ObjectNode json(OperationConfig operation, Predicate<String> taken) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        @Nullable String name = operation.name();
        if (name != null && !taken.test(name)) {
            json.put("name", name);
        }
        list(json, "methods", operation.methods());
        list(json, "paths", operation.paths());
        list(json, "scopes", operation.scopes());
        list(json, "anyScope", operation.anyScope());
        return json;
    }

    private static void list(ObjectNode json, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(json.putArray(key)::add);
        }
    }
}
