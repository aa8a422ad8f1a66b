package io.grantway.cli;

import java.io.PrintStream;
import tools.jackson.databind.JsonNode;

/// Prints what would change, a line for each thing and each of its keys.
final class Differences {
    private Differences() {}

    static void print(JsonNode differences, PrintStream out) {
        if (differences.isEmpty()) {
            out.println("nothing would change");
        }
        for (JsonNode each : differences) {
            String workspace = each.path("workspace").asString("");
            out.println(
                    sign(each.path("action").asString())
                            + " "
                            + each.path("kind").asString()
                            + " "
                            + each.path("name").asString()
                            + (workspace.isEmpty() ? "" : "  (workspace " + workspace + ")"));
            each.path("changes").forEach(change -> out.println("    " + line(change)));
            if (each.path("secrets_changed").asBoolean()) {
                out.println("    a secret changes");
            }
        }
    }

    private static String line(JsonNode change) {
        JsonNode before = change.path("before");
        JsonNode after = change.path("after");
        String key = change.path("key").asString() + ": ";
        if (before.isNull()) {
            return key + after;
        }
        return key + before + " -> " + (after.isNull() ? "left out" : after.toString());
    }

    private static String sign(String action) {
        return switch (action) {
            case "create" -> "+";
            case "delete" -> "-";
            default -> "~";
        };
    }
}
