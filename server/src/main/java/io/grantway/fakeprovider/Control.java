package io.grantway.fakeprovider;

import io.grantway.http.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `/_control`: how a test sets switches and reads counters. From this machine alone.
final class Control {
    private static final String PATH = "/_control";

    private final Switches switches;
    private final Grants grants;
    private final OAuth1Tokens oauth1;
    private final Counters counters;

    Control(Switches switches, Grants grants, OAuth1Tokens oauth1, Counters counters) {
        this.switches = switches;
        this.grants = grants;
        this.oauth1 = oauth1;
        this.counters = counters;
    }

    /// Empty where the path is another's.
    Optional<Answer> answer(Call call) {
        String path = call.path();
        if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
            return Optional.empty();
        }
        // A browser on this machine says where its page is from: no page may play with the
        // switches.
        if (!call.fromHere() || call.header("origin").isPresent()) {
            throw new Refused(403, "forbidden", "only from this machine, and from no page");
        }
        return Optional.of(
                switch (call.method() + " " + path) {
                    case "GET " + PATH -> state();
                    case "POST " + PATH -> set(call);
                    case "POST " + PATH + "/revoke" -> done(endAll(user(call)));
                    case "POST " + PATH + "/expire" -> done(grants.expireAll(user(call)));
                    case "POST " + PATH + "/reset" -> reset();
                    default -> Answer.nothingThere();
                });
    }

    private static String user(Call call) {
        return call.query().first("user").orElseThrow(() -> Refused.request("?user= is missing"));
    }

    /// @return how many grants and tokens ended
    int endAll(String user) {
        return grants.endAll(user) + oauth1.endAll(user);
    }

    private static Answer done(int count) {
        return Answer.json(200, Json.object().put("ended", count));
    }

    private Answer reset() {
        counters.reset();
        return state();
    }

    private Answer state() {
        ObjectNode json = Json.object();
        ObjectNode set = json.putObject("switches");
        switches.all().forEach(set::put);
        counters.writeTo(json);
        ObjectNode refreshes = json.putObject("refreshes");
        grants.refreshes().forEach(refreshes::put);
        return Answer.json(200, json);
    }

    private Answer set(Call call) {
        ObjectNode json =
                Json.readObject(call.kept().text())
                        .orElseThrow(() -> Refused.request("write {\"switch\": value}"));
        var checked = new Switches();
        try {
            // All or none.
            for (Map.Entry<String, JsonNode> each : json.properties()) {
                var _ = checked.with(each.getKey(), text(each.getValue()));
            }
            for (Map.Entry<String, JsonNode> each : json.properties()) {
                var _ = switches.with(each.getKey(), text(each.getValue()));
            }
        } catch (IllegalArgumentException e) {
            throw Refused.request(String.valueOf(e.getMessage()));
        }
        return state();
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asString();
    }
}
