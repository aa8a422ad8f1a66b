package io.grantway.kong.resource;

import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Kong's services: our APIs and their upstreams.
final class Services implements Mapping {
    static final String NAME = "[0-9A-Za-z.\\-_~\\u0080-\\uFFFF]+";
    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "retries",
                    "protocol",
                    "host",
                    "port",
                    "path",
                    "connect_timeout",
                    "read_timeout",
                    "tls_verify");

    /// Kong's field, and the time limit it is.
    private static final Map<String, String> LIMITS =
            Map.of("connect_timeout", "connect", "read_timeout", "firstByte");

    private static final Schema SCHEMA =
            Schema.of(
                            name(),
                            Field.of("retries", Type.whole(0, 32_767)).or(5),
                            Field.text("protocol", Rule.oneOf("http", "https")).must().or("http"),
                            Field.text(
                                            "host",
                                            Rule.matching("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]+\\]?"))
                                    .must(),
                            Field.of("port", Type.whole(0, 65_535)).must().or(80),
                            Field.text("path", Rule.startsWith("/"), path()),
                            timeout("connect_timeout"),
                            timeout("write_timeout").onlyKept(),
                            timeout("read_timeout"),
                            Field.of("client_certificate", new Type.Kept()).onlyKept(),
                            Field.of("tls_verify", new Type.Switch()),
                            Field.of("tls_verify_depth", Type.whole(0, 64)).onlyKept(),
                            Field.of("ca_certificates", Type.array(new Type.Id())).onlyKept(),
                            Field.flag("enabled", true).must())
                    .checked(Services::check);

    static final Kind KIND =
            Kind.of(EntityKind.API, "services", List.of("name"), SCHEMA, new Services());

    private Services() {}

    static Field name() {
        return Field.of("name", Type.text(255, Rule.matching(NAME, Services::badName)));
    }

    private static String badName(String name) {
        return "invalid value '"
                + name
                + "': the only accepted ascii characters are alphanumerics or ., -, _, and ~";
    }

    static Rule path() {
        return value -> {
            String path = value.asString();
            if (path.contains("//")) {
                return Optional.of("must not have empty segments");
            }
            return Rule.matching(
                            "([A-Za-z0-9/\\-._~!$&'()*+,;=:@{}]|%[0-9A-Fa-f]{2})*",
                            bad ->
                                    "invalid path: '"
                                            + bad
                                            + "' (characters outside of the reserved list of RFC"
                                            + " 3986 found)")
                    .fault(value);
        };
    }

    private static Field timeout(String name) {
        return Field.of(name, Type.whole(1, Integer.MAX_VALUE - 1)).or(60_000);
    }

    private static void check(ObjectNode kong, ObjectNode faults) {
        if (Schema.isSet(kong, "tls_verify")
                && kong.path("tls_verify").asBoolean()
                && !kong.path("protocol").asString().equals("https")) {
            Schema.broken(faults, "failed conditional validation given value of field 'protocol'");
            faults.put("tls_verify", "value must be null");
        }
        if (Schema.isSet(kong, "path") && kong.path("path").asString().matches(".*[{}].*")) {
            faults.put("path", "invalid path: '" + kong.path("path").asString() + "'");
        }
    }

    /// Takes `url` apart, as Kong does.
    static ObjectNode unfolded(ObjectNode input) {
        @Nullable JsonNode url = input.get("url");
        if (url == null) {
            return input;
        }
        ObjectNode parts = input.deepCopy();
        parts.remove("url");
        if (url.isNull()) {
            return parts;
        }
        try {
            URI uri = new URI(url.isString() ? url.asString() : "");
            if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw Refused.schema("url", "missing host in url");
            }
            boolean secure = uri.getScheme().equals("https");
            parts.put("protocol", uri.getScheme());
            parts.put("host", uri.getHost());
            parts.put("port", uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80);
            parts.put("path", uri.getRawPath().isEmpty() ? null : uri.getRawPath());
            return parts;
        } catch (URISyntaxException _) {
            throw Refused.schema("url", "invalid url");
        }
    }

    @Override
    public Set<String> fields() {
        return FIELDS;
    }

    @Override
    public ObjectNode read(Entity entity) {
        ObjectNode kong = Json.object();
        entity.text("name")
                .filter(name -> !name.equals(entity.id().toString()))
                .ifPresent(name -> kong.put("name", name));
        JsonNode upstream = entity.settings().path("upstream");
        kong.put("retries", upstream.path("retries").asInt(1));
        readUrl(url(upstream), kong);
        JsonNode limits = upstream.path("limits");
        kong.put("connect_timeout", millis(limits.path("connect"), 5_000));
        kong.put("read_timeout", millis(limits.path("firstByte"), 60_000));
        if (upstream.has("verify")) {
            kong.put("tls_verify", upstream.path("verify").asBoolean());
        }
        return kong;
    }

    /// An upstream is its URL alone, or has it among its keys, or has several targets of which Kong
    /// would see the first.
    private static String url(JsonNode upstream) {
        if (upstream.isString()) {
            return upstream.asString();
        }
        if (upstream.path("url").isString()) {
            return upstream.path("url").asString();
        }
        JsonNode first = upstream.path("targets").path(0);
        return first.isString() ? first.asString() : first.path("url").asString("");
    }

    private static void readUrl(String text, ObjectNode kong) {
        try {
            URI url = new URI(text);
            boolean secure = "https".equals(url.getScheme());
            kong.put("protocol", secure ? "https" : "http");
            kong.put("host", url.getHost());
            kong.put("port", url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80);
            if (url.getRawPath() != null && !url.getRawPath().isEmpty()) {
                kong.put("path", url.getRawPath());
            }
        } catch (URISyntaxException _) {
            // A reference to the environment, say: shown as no host.
        }
    }

    private static long millis(JsonNode duration, long otherwise) {
        String text = duration.asString("");
        for (Map.Entry<String, Long> unit :
                List.of(
                        Map.entry("ms", 1L),
                        Map.entry("s", 1_000L),
                        Map.entry("m", 60_000L),
                        Map.entry("h", 3_600_000L),
                        Map.entry("d", 86_400_000L))) {
            if (text.matches("[0-9]{1,10}" + unit.getKey())) {
                return Long.parseLong(text.replaceAll("[a-z]", "")) * unit.getValue();
            }
        }
        return otherwise;
    }

    @Override
    public void write(Change change) {
        ObjectNode kong = change.kong();
        ObjectNode settings = change.settings();
        settings.put(
                "name",
                Schema.isSet(kong, "name") ? kong.path("name").asString() : change.id().toString());
        ObjectNode upstream = upstream(settings);
        upstream.put("retries", kong.path("retries").asInt());
        writeUrl(kong, upstream);
        ObjectNode limits = upstream.withObject("limits");
        LIMITS.forEach((field, limit) -> limits.put(limit, kong.path(field).asLong() + "ms"));
        long idle =
                Math.max(kong.path("read_timeout").asLong(), kong.path("write_timeout").asLong());
        limits.put("idle", idle + "ms");
        Rename.copy(kong, "tls_verify", upstream, "verify");
    }

    private static ObjectNode upstream(ObjectNode settings) {
        if (settings.get("upstream") instanceof StringNode url) {
            settings.putObject("upstream").put("url", url.asString());
        }
        return settings.withObject("upstream");
    }

    private static void writeUrl(ObjectNode kong, ObjectNode upstream) {
        ObjectNode before = Json.object();
        readUrl(url(upstream), before);
        boolean same =
                List.of("protocol", "host", "port", "path").stream()
                        .allMatch(part ->
                                kong.path(part)
                                        .asString("")
                                        .equals(before.path(part).asString("")));
        if (same) {
            return;
        }
        upstream.remove("targets");
        String host = kong.path("host").asString();
        boolean secure = kong.path("protocol").asString().equals("https");
        int port = kong.path("port").asInt();
        upstream.put(
                "url",
                kong.path("protocol").asString()
                        + "://"
                        + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
                        + (port == (secure ? 443 : 80) ? "" : ":" + port)
                        + kong.path("path").asString(""));
    }
}
