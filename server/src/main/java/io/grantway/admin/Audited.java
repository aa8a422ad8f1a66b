package io.grantway.admin;

import io.grantway.admin.AuditEntry.Action;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The handlers of one kind of object, so wrapped that every change honours `If-Match` and leaves
/// an entry in the audit trail. Changes of the kind are done one after another: of two with the
/// same `If-Match`, one is refused.
///
/// The entry is kept after the change, in a transaction of its own; where that fails the request is
/// answered with the failure though the change is done.
public final class Audited {
    private final AuditTrail trail;
    private final String kind;
    private final Reach reach;
    private final String variable;
    private final Handler show;
    private final Object turn = new Object();

    /// @param kind what the trail calls it
    /// @param reach of its operations
    /// @param variable of the path, by which an object is named
    /// @param show answers with the object as JSON, without secrets; 404 where there is none
    public Audited(AuditTrail trail, String kind, Reach reach, String variable, Handler show) {
        this.trail = trail;
        this.kind = kind;
        this.reach = reach;
        this.variable = variable;
        this.show = show;
    }

    /// Shows an object with its `ETag`.
    public Handler show() {
        return request -> {
            Response response = show.handle(request);
            return response.status() == 200 ? Preconditions.tagged(response) : response;
        };
    }

    /// @param create answers 201 with the object, which says its `id`
    public Handler create(Handler create) {
        return request -> {
            Response response = create.handle(request);
            if (response.status() == 201) {
                ObjectNode after = json(response);
                append(request, Action.CREATE, after, Optional.empty(), Optional.of(after));
            }
            return response;
        };
    }

    /// A change, or a making by name.
    public Handler update(Handler update) {
        return changing(update);
    }

    public Handler delete(Handler delete) {
        return changing(delete);
    }

    private Handler changing(Handler change) {
        return request -> {
            synchronized (turn) {
                Optional<Response> before = shown(request);
                Preconditions.require(
                        request, before.map(shown -> Preconditions.etag(shown.body().text())));
                Response response = change.handle(request);
                if (response.status() < 300) {
                    note(request, before.map(Audited::json), shown(request).map(Audited::json));
                }
                return response;
            }
        };
    }

    private void note(Request request, Optional<ObjectNode> before, Optional<ObjectNode> after) {
        Optional<ObjectNode> known = after.or(() -> before);
        if (known.isPresent()) {
            Action action =
                    before.isEmpty()
                            ? Action.CREATE
                            : after.isEmpty() ? Action.DELETE : Action.UPDATE;
            append(request, action, known.get(), before, after);
        }
    }

    private void append(
            Request request,
            Action action,
            ObjectNode known,
            Optional<ObjectNode> before,
            Optional<ObjectNode> after) {
        // Its own id first: the path may name a token by its text, which must not be kept.
        String object = known.path("id").asString(request.variables().getOrDefault(variable, ""));
        trail.append(trail.entry(action, kind, object, reach.workspace(request), before, after));
    }

    private Optional<Response> shown(Request request) {
        try {
            return Optional.of(show.handle(request)).filter(response -> response.status() == 200);
        } catch (Problem problem) {
            if (problem.status() == 404) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    private static ObjectNode json(Response response) {
        return (ObjectNode) Json.parse(response.body().text());
    }
}
