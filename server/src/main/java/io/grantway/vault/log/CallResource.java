package io.grantway.vault.log;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.CallFilter;
import io.grantway.vault.VaultApp;
import io.grantway.vault.VaultCall;
import io.grantway.vault.VaultCallStore;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.VaultEvent.Kind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The log of accounts as it is shown: to an app its own lines, to administrators those of a
/// workspace.
public final class CallResource {
    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final Set<String> OF_APP =
            Set.of("user", "provider", "kind", "outcome", "from", "to", "limit", "cursor");

    private final VaultCallStore store;
    private final AppAuthentication apps;

    public CallResource(VaultCallStore store, AppAuthentication apps) {
        this.store = store;
        this.apps = apps;
    }

    /// `GET /vault/v1/calls`
    public Response ofApp(Request request) {
        VaultApp app = apps.app(request.headers());
        requireKnown(request.query(), OF_APP);
        return page(request, app.workspace(), Optional.of(app.name()));
    }

    /// The same of all apps of a workspace, or of the one named by `app`.
    public Response ofWorkspace(String workspace, Request request) {
        Set<String> known = new TreeSet<>(OF_APP);
        known.add("app");
        requireKnown(request.query(), known);
        return page(request, workspace, request.query().first("app"));
    }

    private Response page(Request request, String workspace, Optional<String> app) {
        Parameters query = request.query();
        CallFilter filter =
                new CallFilter(
                        workspace,
                        app,
                        query.first("user"),
                        query.first("provider"),
                        query.first("kind").map(CallResource::kind),
                        query.first("outcome"),
                        query.first("from").map(text -> time("from", text)),
                        query.first("to").map(text -> time("to", text)));
        int limit = query.first("limit").map(CallResource::limit).orElse(USUAL);
        return Response.json(200, Json.write(page(store, filter, query.first("cursor"), limit)));
    }

    /// `{calls: […], cursor: …}`; the cursor is null on the last page.
    ///
    /// @throws Problem 400 where the cursor is none of ours
    public static ObjectNode page(
            VaultCallStore store, CallFilter filter, Optional<String> cursor, int limit) {
        List<VaultCall> found = store.page(filter, cursor.map(CallResource::cursor), limit + 1);
        ObjectNode json = Json.object();
        ArrayNode calls = json.putArray("calls");
        found.stream().limit(limit).forEach(each -> calls.add(shown(each)));
        json.put("cursor", found.size() > limit ? found.get(limit - 1).id().toString() : null);
        return json;
    }

    private static ObjectNode shown(VaultCall call) {
        VaultEvent event = call.event();
        ObjectNode json = Json.object();
        json.put("id", call.id().toString());
        json.put("at", event.at().toString());
        json.put("kind", word(event.kind()));
        json.put("app", event.account().app());
        json.put("user", event.account().user());
        json.put("provider", event.account().provider());
        json.put("outcome", event.outcome());
        json.put("status", event.status().isPresent() ? event.status().getAsInt() : null);
        json.put("millis", event.millis());
        json.put("bytes", event.bytes());
        json.put("tokenHash", event.tokenHash().orElse(null));
        json.put("detail", event.detail());
        json.put("requestId", event.requestId().orElse(null));
        return json;
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Kind kind(String text) {
        return Arrays.stream(Kind.values())
                .filter(each -> word(each).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        wrong(
                                "kind",
                                "must be one of "
                                        + String.join(
                                                ", ",
                                                Arrays.stream(Kind.values())
                                                        .map(CallResource::word)
                                                        .toList())));
    }

    private static Instant time(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw wrong(name, "must be a moment such as 2026-03-01T12:00:00Z");
        }
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw wrong("limit", "must be a number from 1 to " + MOST);
    }

    private static UUID cursor(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw wrong("cursor", "must be the cursor of the page before");
        }
    }

    /// A filter with a slip in its name would show more than was asked for.
    private static void requireKnown(Parameters query, Set<String> known) {
        for (String name : query.names()) {
            if (!known.contains(name)) {
                throw wrong(
                        name, "is not known here, only " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private static Problem wrong(String field, String text) {
        return Problem.badRequest("invalid_field", field + ": " + text);
    }
}
