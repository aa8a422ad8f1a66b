package io.grantway.kong.resource;

import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Kong's routes. Kong's paths are the beginnings of texts, ours of whole segments: `/event` takes
/// `/event/1` and not `/events`. A route without a service has no effect until it gets one.
final class RouteKind implements Mapping {
    private static final Set<String> LISTS = Set.of("hosts", "paths", "methods");
    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "protocols",
                    "hosts",
                    "paths",
                    "methods",
                    "headers",
                    "https_redirect_status_code",
                    "strip_path",
                    "preserve_host");
    private static final String NO_REGEX =
            "paths that begin with ~ are regular expressions, which Grantway does not match by;"
                    + " write {name} for a segment that may be anything";

    private static final Schema SCHEMA =
            Schema.of(
                            Services.name(),
                            Field.of(
                                            "protocols",
                                            new Type.Items(
                                                    Type.text(Rule.oneOf("http", "https")),
                                                    true,
                                                    1))
                                    .must()
                                    .orAll("http", "https"),
                            Field.of("methods", Type.set(Type.text(Rule.matching("[A-Z]+")))),
                            Field.of("hosts", Type.array(Type.text(255, RouteKind::badHost))),
                            Field.of("paths", Type.array(Type.text(RouteKind::badPath))),
                            Field.of(
                                    "headers",
                                    new Type.Named(RouteKind::badHeader, Type.array(Type.text()))),
                            Field.of(
                                            "https_redirect_status_code",
                                            new Type.Whole(
                                                    List.of(
                                                            Rule.oneOf(
                                                                    "426", "301", "302", "307",
                                                                    "308"))))
                                    .must()
                                    .or(426),
                            Field.of("regex_priority", Type.whole(-(1L << 31), (1L << 31) - 1))
                                    .or(0)
                                    .onlyKept(),
                            Field.flag("strip_path", true).must(),
                            Field.text("path_handling", Rule.oneOf("v0", "v1")).or("v0").onlyKept(),
                            Field.flag("preserve_host", false).must(),
                            Field.flag("request_buffering", true).must().onlyKept(),
                            Field.flag("response_buffering", true).must().onlyKept(),
                            Field.texts("snis").onlyKept(),
                            Field.of("sources", Type.array(new Type.Kept())).onlyKept(),
                            Field.of("destinations", Type.array(new Type.Kept())).onlyKept(),
                            Field.of("service", new Type.Owner(EntityKind.API, "services")))
                    .checked(RouteKind::hasCondition, RouteKind::onlyWhatWeRouteBy);

    static final Kind KIND =
            Kind.of(EntityKind.ROUTE, "routes", List.of("name"), SCHEMA, new RouteKind());

    private RouteKind() {}

    private static Optional<String> badHost(JsonNode value) {
        String host = value.asString();
        if (host.endsWith("*") || host.indexOf('*', 1) > 0) {
            return Optional.of(
                    "invalid wildcard: Grantway takes one in the place of the first label only");
        }
        return host.matches("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(:[0-9]{1,5})?")
                ? Optional.empty()
                : Optional.of("invalid hostname: " + host);
    }

    private static Optional<String> badPath(JsonNode value) {
        if (value.asString().startsWith("~")) {
            return Optional.of(NO_REGEX);
        }
        if (value.asString().startsWith("=/")) {
            return Optional.empty();
        }
        return Rule.startsWith("/").fault(value).or(() -> Services.path().fault(value));
    }

    private static Optional<String> badHeader(JsonNode name) {
        return name.asString().equalsIgnoreCase("host")
                ? Optional.of(
                        "cannot contain 'host' header, which must be specified in the 'hosts'"
                                + " attribute")
                : Rule.matching(
                                "[A-Za-z0-9_-]+",
                                bad ->
                                        "bad header name '"
                                                + bad
                                                + "', allowed characters are A-Z, a-z, 0-9, '_',"
                                                + " and '-'")
                        .fault(name);
    }

    private static void hasCondition(ObjectNode kong, ObjectNode faults) {
        boolean secure =
                kong.path("protocols")
                        .valueStream()
                        .anyMatch(one -> one.asString().equals("https"));
        if (Stream.of("methods", "hosts", "headers", "paths", "snis")
                .noneMatch(field -> Schema.isSet(kong, field))) {
            Schema.broken(
                    faults,
                    secure
                            ? "must set one of 'methods', 'hosts', 'headers', 'paths', 'snis' when"
                                    + " 'protocols' is 'https'"
                            : "must set one of 'methods', 'hosts', 'headers', 'paths' when"
                                    + " 'protocols' is 'http'");
        }
    }

    private static void onlyWhatWeRouteBy(ObjectNode kong, ObjectNode faults) {
        for (String field : List.of("snis", "sources", "destinations")) {
            if (Schema.isSet(kong, field)) {
                faults.put(field, "Grantway does not route by it: leave it out");
            }
        }
        if (Schema.isSet(kong, "headers")) {
            kong.path("headers")
                    .propertyStream()
                    .forEach(header -> {
                        if (header.getValue().size() != 1) {
                            faults.withObject("headers")
                                    .put(
                                            header.getKey(),
                                            "Grantway takes one value for each header: make a route"
                                                    + " for each value");
                        }
                    });
        }
    }

    @Override
    public Set<String> fields() {
        return FIELDS;
    }

    @Override
    public ObjectNode read(Entity entity) {
        ObjectNode settings = entity.settings();
        ObjectNode kong = Json.object();
        Rename.copy(settings, "name", kong, "name");
        for (String list : LISTS) {
            JsonNode value = settings.path(list);
            if (value.isString()) {
                kong.putArray(list).add(value.asString());
            } else {
                Rename.copy(settings, list, kong, list);
            }
        }
        if (Schema.isSet(settings, "headers")) {
            ObjectNode headers = kong.putObject("headers");
            settings.path("headers")
                    .propertyStream()
                    .forEach(header ->
                            headers.putArray(header.getKey()).add(header.getValue().asString()));
        }
        JsonNode protocols = settings.path("protocols");
        if (protocols.isString()) {
            kong.putArray("protocols").add(protocols.asString());
        } else if (protocols.isArray()) {
            kong.set("protocols", protocols.deepCopy());
        } else {
            kong.putArray("protocols").add("http").add("https");
        }
        kong.put("https_redirect_status_code", settings.path("insecureStatus").asInt(426));
        kong.put("strip_path", settings.path("stripPath").asBoolean(false));
        kong.put("preserve_host", settings.path("preserveHost").asBoolean(false));
        return kong;
    }

    @Override
    public void write(Change change) {
        ObjectNode kong = change.kong();
        ObjectNode settings = change.settings();
        Rename.copy(kong, "name", settings, "name");
        LISTS.forEach(list -> Rename.copy(kong, list, settings, list));
        settings.remove("headers");
        if (Schema.isSet(kong, "headers")) {
            ObjectNode headers = settings.putObject("headers");
            kong.path("headers")
                    .propertyStream()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().path(0).asString()));
        }
        writeProtocols(kong, settings);
        Rename.copy(kong, "strip_path", settings, "stripPath");
        Rename.copy(kong, "preserve_host", settings, "preserveHost");
    }

    /// Without what is the default anyway.
    private static void writeProtocols(ObjectNode kong, ObjectNode settings) {
        Set<String> protocols =
                kong.path("protocols")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.toSet());
        settings.remove(List.of("protocols", "insecureStatus"));
        if (protocols.size() == 1) {
            settings.putArray("protocols").add(protocols.iterator().next());
        }
        int status = kong.path("https_redirect_status_code").asInt();
        if (status != 426) {
            settings.put("insecureStatus", status);
        }
    }
}
