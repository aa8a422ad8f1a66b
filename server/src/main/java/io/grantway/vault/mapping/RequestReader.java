package io.grantway.vault.mapping;

import io.grantway.config.Mistakes;
import io.grantway.config.PlacedValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads what a provider is asked.
final class RequestReader {
    private static final List<String> KEYS =
            List.of("method", "path", "query", "headers", "json", "form");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /// What frames a message, or proves who sends it.
    private static final Set<String> NOT_OURS =
            Set.of(
                    "authorization",
                    "connection",
                    "content-length",
                    "content-type",
                    "cookie",
                    "host",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "accept-encoding");

    private final List<Parameter> parameters;
    private final Mistakes mistakes;

    RequestReader(List<Parameter> parameters, Mistakes mistakes) {
        this.parameters = parameters;
        this.mistakes = mistakes;
    }

    Optional<RequestTemplate> read(PlacedValue value) {
        KeyReader keys = new KeyReader(value, mistakes);
        if (!keys.has(KEYS)) {
            return Optional.empty();
        }
        String method = keys.text("method").orElse("GET");
        if (!METHODS.contains(method)) {
            keys.wrong("method", "method must be one of " + String.join(", ", METHODS));
        }
        Optional<PlaceText> path = path(keys);
        SequencedMap<String, PlaceText> headers = texts(keys, "headers");
        headers.keySet().stream()
                .filter(name ->
                        NOT_OURS.contains(name.toLowerCase(Locale.ROOT))
                                || !name.matches("[A-Za-z0-9-]{1,100}"))
                .forEach(name ->
                        keys.wrong("headers", "cannot have " + name + ": it is not the mapping's"));
        Optional<BodyTemplate> body = body(keys, method);
        Optional<RequestTemplate> template =
                path.map(
                        it -> new RequestTemplate(method, it, texts(keys, "query"), headers, body));
        template.ifPresent(it -> checkNames(it, keys));
        return template;
    }

    private Optional<PlaceText> path(KeyReader keys) {
        String text = keys.text("path").orElse("");
        PlaceText path = PlaceText.parse(text);
        if (!text.startsWith("/") || !isPath(path)) {
            keys.wrong(
                    "path",
                    "needs path: it begins with a slash, and has no query; what is not a letter,"
                            + " digit or one of -._~!$&'()*+,;=:@/ is escaped as %XX");
            return Optional.empty();
        }
        for (String name : path.names()) {
            if (parameters.stream().anyMatch(it -> it.name().equals(name) && it.mayBeAbsent())) {
                keys.wrong(
                        "path",
                        "names the parameter "
                                + name
                                + ", which may be left out: give it a default,"
                                + " or let it not be optional");
            }
        }
        return Optional.of(path);
    }

    private static boolean isPath(PlaceText path) {
        JsonNode any = JsonNodeFactory.instance.stringNode("a");
        String filled =
                path.filled(
                                path.names().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        UnaryOperator.identity(), _ -> any)),
                                UnaryOperator.identity())
                        .orElse("");
        try {
            URI uri = new URI("https://host.example" + filled);
            return uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && "host.example".equals(uri.getHost())
                    && filled.equals(uri.getRawPath())
                    && filled.chars().allMatch(c -> c < 0x7F)
                    && !(filled + "/").matches(".*/\\.\\.?/.*");
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private SequencedMap<String, PlaceText> texts(KeyReader keys, String key) {
        SequencedMap<String, PlaceText> texts = new LinkedHashMap<>();
        Optional<PlacedValue> mapping = keys.value().get(key);
        mapping.filter(it -> !it.isMapping())
                .ifPresent(it -> mistakes.add(it.place(), "must be a mapping of names to texts"));
        mapping.ifPresent(it ->
                it.entries()
                        .forEach((name, value) -> {
                            if (value.text().isEmpty()) {
                                mistakes.add(
                                        value.place(),
                                        "must be a single value, not " + value.kind());
                            }
                            texts.put(name, PlaceText.parse(value.text().orElse("")));
                        }));
        return texts;
    }

    private Optional<BodyTemplate> body(KeyReader keys, String method) {
        Optional<PlacedValue> json = keys.value().get("json");
        Optional<PlacedValue> form = keys.value().get("form");
        if (json.isPresent() && form.isPresent()) {
            keys.wrong("form", "a request has a json body or a form, not both");
        }
        if ((json.isPresent() || form.isPresent()) && method.equals("GET")) {
            keys.wrong("a GET has no body: say method: POST");
        }
        return json.<BodyTemplate>map(it -> BodyTemplate.OfJson.of(it.json()))
                .or(() -> form.map(_ -> new BodyTemplate.OfForm(texts(keys, "form"))));
    }

    private void checkNames(RequestTemplate template, KeyReader keys) {
        List<String> known = parameters.stream().map(Parameter::name).toList();
        for (String name : template.names()) {
            if (!known.contains(name)) {
                mistakes.addUnknown(
                        keys.value().place(),
                        "there is no parameter \""
                                + name
                                + "\" (for the text {"
                                + name
                                + "} itself, write {{"
                                + name
                                + "}})",
                        name,
                        known);
            }
        }
    }
}
