package io.grantway.admin;

import io.grantway.admin.AuditEntry.Action;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who changed what, and when.
public final class AuditTrail {
    private static final String MASK = "[secret]";

    /// The last net: whoever hands values over takes their secrets out first, by what they know of
    /// them. A secret that slipped through would stay in the trail for years.
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)(.*(password|secret|passphrase)(_?hash)?"
                            + "|provision_?key|private_?key|key_?pem"
                            + "|token|access_?token|refresh_?token)");

    /// One huge value must not push a thousand entries out of the cache, or fill the disk.
    private static final int LONGEST = 64 << 10;

    private final AuditStore store;
    private final InstantSource clock;
    private final OrderedIds ids;

    public AuditTrail(AuditStore store, InstantSource clock, OrderedIds ids) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /// An entry in the name of the current administrator, to be kept together with the change.
    ///
    /// @param workspace empty for what concerns the whole server
    /// @param before without secrets; empty where the object is new
    /// @param after without secrets; empty where the object is gone
    public AuditEntry entry(
            Action action,
            String kind,
            String object,
            Optional<String> workspace,
            Optional<ObjectNode> before,
            Optional<ObjectNode> after) {
        return new AuditEntry(
                ids.next(),
                clock.instant(),
                Administrator.current().name(),
                action,
                kind,
                object,
                workspace,
                before.map(AuditTrail::fit),
                after.map(AuditTrail::fit));
    }

    /// Keeps an entry of a change that has been made.
    public void append(AuditEntry entry) {
        store.append(entry);
    }

    /// `GET /api/v1/audit?workspace=&after=&size=`
    public Operation listing() {
        Schema entry =
                Schema.object()
                        .with("id", Schema.ID)
                        .with("at", Schema.TIME)
                        .with("administrator", Schema.TEXT)
                        .with("action", Schema.oneOf("create", "update", "delete", "backup"))
                        .with("kind", Schema.TEXT)
                        .with("object", Schema.TEXT)
                        .with("workspace", Schema.TEXT.orNull())
                        .with("before", Schema.ANY_OBJECT.orNull())
                        .with("after", Schema.ANY_OBJECT.orNull());
        return Operation.get("/api/v1/audit", "listAudit", "Who changed what, the newest first")
                .needs(Role.ADMIN, Reach.QUERY_OR_SERVER)
                .paged()
                .answers(200, Schema.pageOf(entry))
                .by(this::list);
    }

    private Response list(Request request) {
        Page page = Page.of(request);
        Optional<UUID> after = page.afterId();
        Optional<String> workspace = Reach.QUERY_OR_SERVER.workspace(request);
        List<AuditEntry> found = store.page(workspace, after, page.size() + 1);
        return page.response(found, AuditTrail::json, entry -> entry.id().toString());
    }

    private static ObjectNode json(AuditEntry entry) {
        ObjectNode json = Json.object();
        json.put("id", entry.id().toString());
        json.put("at", entry.at().toString());
        json.put("administrator", entry.administrator());
        json.put("action", entry.action().toString());
        json.put("kind", entry.kind());
        json.put("object", entry.object());
        json.put("workspace", entry.workspace().orElse(null));
        json.set("before", entry.before().orElse(null));
        json.set("after", entry.after().orElse(null));
        return json;
    }

    private static ObjectNode fit(ObjectNode value) {
        ObjectNode copy = value.deepCopy();
        mask(copy);
        String text = Json.write(copy);
        return text.length() <= LONGEST
                ? copy
                : Json.object()
                        .put("omitted", "too long")
                        .put("length", text.length())
                        .put("fingerprint", TokenHash.of(text).fingerprint());
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.path(name);
                if (value.isString() && SECRET.matcher(name).matches()) {
                    object.put(name, MASK);
                }
            }
        }
        node.forEach(AuditTrail::mask);
    }
}
