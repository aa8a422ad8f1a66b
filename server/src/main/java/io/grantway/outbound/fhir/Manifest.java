package io.grantway.outbound.fhir;

import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.FhirFailure.Reason;
import io.grantway.outbound.OutboundLink;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What an export came to (Bulk Data Access, "complete status"): its files' addresses.
record Manifest(String transactionTime, List<Entry> entries) {
    private static final List<String> KINDS = List.of("output", "deleted", "error");

    /// @param name on disk, the same each time the manifest is read
    record Entry(String kind, String type, OutboundLink link, String name) {}

    /// @param fileOrigins that may give files beside the server's own
    static Manifest of(String connection, JsonNode tree, Links links, List<String> fileOrigins) {
        String time =
                FhirJson.text(tree, "transactionTime")
                        .orElseThrow(() ->
                                new FhirFailure(
                                        connection,
                                        Reason.EXPORT,
                                        "the export's manifest has no transactionTime"));
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> paths = new HashMap<>();
        for (String kind : KINDS) {
            for (JsonNode file : tree.path(kind)) {
                URI uri =
                        links.within(
                                FhirJson.text(file, "url").orElse(""),
                                fileOrigins,
                                "a file of the export",
                                "fhir.export.fileOrigins");
                String type = FhirJson.text(file, "type").orElse("file");
                entries.add(
                        new Entry(
                                kind,
                                type,
                                new OutboundLink(uri, credentials(tree, uri, links)),
                                ""));
                paths.merge(withoutQuery(uri), 1, Integer::sum);
            }
        }
        return new Manifest(time, entries.stream().map(entry -> named(entry, paths)).toList());
    }

    /// Only where the manifest says so; where it says nothing, at the server itself.
    private static boolean credentials(JsonNode tree, URI uri, Links links) {
        JsonNode required = tree.path("requiresAccessToken");
        return required.isBoolean()
                ? required.booleanValue()
                : Links.origin(uri).equals(Links.origin(links.base()));
    }

    /// By its address without the query, which in signed addresses is another each time, unless
    /// that is what tells two files apart.
    private static Entry named(Entry entry, Map<String, Integer> paths) {
        URI uri = entry.link().address();
        String path = withoutQuery(uri);
        String key = paths.getOrDefault(path, 1) > 1 ? uri.toString() : path;
        String type = entry.type().replaceAll("[^A-Za-z0-9]", "_");
        String shortType = type.length() > 64 ? type.substring(0, 64) : type;
        String prefix = entry.kind().equals("output") ? "" : entry.kind() + "-";
        return new Entry(
                entry.kind(),
                entry.type(),
                entry.link(),
                prefix + shortType + "-" + digest(key) + ".ndjson");
    }

    private static String withoutQuery(URI uri) {
        String text = uri.toString();
        int question = text.indexOf('?');
        return question < 0 ? text : text.substring(0, question);
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
