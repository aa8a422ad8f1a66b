package io.grantway.kong.resource;

import io.grantway.http.Json;
import io.grantway.kong.resource.EntityWriter.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of a file: how much was made, what is wrong with it, what was left out. Every
/// sentence begins with the place in the file, `services[2].routes[0].paths`.
final class ImportReport {
    private final Map<Outcome, Map<String, Integer>> counts = new EnumMap<>(Outcome.class);
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void count(Outcome outcome, Kind kind) {
        counts.computeIfAbsent(outcome, _ -> new TreeMap<>()).merge(kind.table(), 1, Integer::sum);
    }

    void mistake(String place, String text) {
        mistakes.add(place + ": " + text);
    }

    void note(String place, String text) {
        notes.add(place + ": " + text);
    }

    boolean isGood() {
        return mistakes.isEmpty();
    }

    /// Everything that is wrong with one entity.
    void refused(String place, Refused refused) {
        ObjectNode fields = refused.fields();
        if (!refused.isSchema()) {
            mistake(place, String.valueOf(refused.getMessage()));
            return;
        }
        parts(place, fields);
    }

    private void parts(String place, ObjectNode faults) {
        faults.propertyStream()
                .forEach(part -> {
                    if (part.getKey().equals("@entity")) {
                        part.getValue()
                                .valueStream()
                                .forEach(text -> mistake(place, text.asString("")));
                    } else {
                        fault(place + "." + part.getKey(), part.getValue());
                    }
                });
    }

    private void fault(String place, JsonNode fault) {
        if (fault instanceof ObjectNode parts) {
            parts(place, parts);
        } else if (fault.isArray()) {
            for (int i = 0; i < fault.size(); i++) {
                if (!fault.get(i).isNull()) {
                    fault(place + "[" + i + "]", fault.get(i));
                }
            }
        } else {
            mistake(place, fault.asString(""));
        }
    }

    ObjectNode json(String workspace) {
        ObjectNode json = Json.object().put("workspace", workspace);
        for (Outcome outcome : Outcome.values()) {
            ObjectNode count = json.putObject(outcome.name().toLowerCase(Locale.ROOT));
            counts.getOrDefault(outcome, Map.of()).forEach(count::put);
        }
        notes.forEach(json.putArray("not_taken")::add);
        return json;
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
