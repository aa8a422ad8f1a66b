package io.grantway.token;

import io.grantway.oauth.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds what matters of a token in a server's claims.
///
/// @param scopes the server's names, and ours in their place
record ClaimNames(ClaimNamesConfig names, Map<String, Scopes> scopes) {
    ClaimNames {
        scopes = Map.copyOf(scopes);
    }

    static ClaimNames of(ExternalServerConfig config) {
        Map<String, Scopes> mapped = new java.util.HashMap<>();
        config.scopes().forEach((theirs, ours) -> mapped.put(theirs, Scopes.parse(ours)));
        return new ClaimNames(config.claims(), mapped);
    }

    /// A claim by its name, or by the path to it.
    static JsonNode at(ObjectNode claims, String path) {
        JsonNode direct = claims.path(path);
        if (!direct.isMissingNode() || path.indexOf('.') < 0) {
            return direct;
        }
        JsonNode node = claims;
        for (String step : path.split("\\.", -1)) {
            node = node.path(step);
        }
        return node;
    }

    String client(ObjectNode claims) {
        for (String name : names.client()) {
            JsonNode value = at(claims, name);
            if (value.isString() && !value.asString().isEmpty()) {
                return value.asString();
            }
        }
        return "";
    }

    Optional<String> subject(ObjectNode claims) {
        JsonNode value = at(claims, names.subject());
        return value.isString() && !value.asString().isEmpty()
                ? Optional.of(value.asString())
                : Optional.empty();
    }

    Scopes scopes(ObjectNode claims) {
        for (String name : names.scopes()) {
            JsonNode value = at(claims, name);
            if (value.isString()) {
                return ours(List.copyOf(Scopes.parse(value.asString()).tokens()));
            }
            if (value.isArray()) {
                return ours(value.valueStream().map(each -> each.asString("")).toList());
            }
        }
        return Scopes.NONE;
    }

    private Scopes ours(List<String> theirs) {
        if (scopes.isEmpty()) {
            return Scopes.of(theirs);
        }
        SequencedSet<String> all = new LinkedHashSet<>();
        for (String each : theirs) {
            Scopes mapped = scopes.get(each);
            if (mapped == null) {
                all.add(each);
            } else {
                all.addAll(mapped.tokens());
            }
        }
        return Scopes.of(new ArrayList<>(all));
    }
}
