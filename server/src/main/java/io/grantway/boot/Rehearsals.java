package io.grantway.boot;

import io.grantway.admin.Administrator;
import io.grantway.admin.JsonBody;
import io.grantway.admin.Role;
import io.grantway.gateway.Rehearsal;
import io.grantway.gateway.Route;
import io.grantway.gateway.RouteTable;
import io.grantway.http.HeaderList;
import io.grantway.http.NormalPath;
import io.grantway.http.Peer;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.http.Target;
import io.grantway.telemetry.ExplainResource;
import io.grantway.telemetry.KeptCall;
import java.security.cert.X509Certificate;
import java.util.List;

/// Tries what would become of a call, for whoever asks why a token does not do.
final class Rehearsals {
    private static final List<String> MEMBERS =
            List.of("api", "workspace", "method", "path", "host", "token");

    private final Parts parts;
    private final ExplainResource explain;

    Rehearsals(Parts parts, ExplainResource explain) {
        this.parts = parts;
        this.explain = explain;
    }

    Response handle(Request request) {
        JsonBody body = JsonBody.of(request, MEMBERS);
        String workspace = body.text("workspace").orElse(Configuration.DEFAULT_WORKSPACE);
        if (!Administrator.current().may(Role.EDITOR, workspace)) {
            throw Problem.of(403, "forbidden", "you may not try calls of this workspace");
        }
        RequestHead head = head(body, request.head().id());
        Route route =
                switch (parts.snapshot().routes().find(head)) {
                    case RouteTable.Found.Matched(var found) -> found;
                    case RouteTable.Found.WrongMethod(var allowed) ->
                            throw JsonBody.invalid(
                                    "method",
                                    "no route takes it here; routes take "
                                            + String.join(", ", allowed));
                    case RouteTable.Found.Nothing() ->
                            throw JsonBody.invalid("path", "no API has this host and path");
                };
        if (!route.workspace().equals(workspace)
                || !body.text("api").orElse(route.api()).equals(route.api())) {
            throw JsonBody.invalid(
                    "api",
                    "the route of this path belongs to the API "
                            + route.api()
                            + " in the workspace "
                            + route.workspace());
        }
        long began = System.nanoTime();
        Rehearsal.Outcome outcome = Rehearsal.of(route, head);
        long ended = System.nanoTime();
        return explain.rehearsed(
                new KeptCall(
                        head.id(),
                        parts.clock.millis(),
                        ended,
                        head.peer().clientAddress(),
                        head.method(),
                        head.target().scheme(),
                        head.target().host(),
                        head.target().path(),
                        head.target().query() != null,
                        head.version(),
                        outcome.record(),
                        outcome.status(),
                        0,
                        0,
                        ended - began));
    }

    private static RequestHead head(JsonBody body, String id) {
        String path = body.requiredText("path");
        if (!path.startsWith("/")) {
            throw JsonBody.invalid("path", "must begin with /");
        }
        int question = path.indexOf('?');
        String query = question < 0 ? null : path.substring(question + 1);
        Target target =
                new Target(
                        "https",
                        body.text("host").orElse("localhost"),
                        443,
                        NormalPath.of(question < 0 ? path : path.substring(0, question)),
                        query);
        HeaderList headers =
                body.text("token")
                        .map(token -> HeaderList.of("Authorization", "Bearer " + token))
                        .orElse(HeaderList.EMPTY);
        return new RequestHead(
                id, body.text("method").orElse("GET"), "HTTP/1.1", target, headers, new Nobody());
    }

    /// Who would call: nobody in particular.
    private record Nobody() implements Peer {
        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public boolean trusted() {
            return false;
        }

        @Override
        public String clientAddress() {
            return "127.0.0.1";
        }

        @Override
        public List<X509Certificate> certificates() {
            return List.of();
        }
    }
}
