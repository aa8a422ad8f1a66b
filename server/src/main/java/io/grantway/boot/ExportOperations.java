package io.grantway.boot;

import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.JsonBody;
import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.outbound.CallFailure;
import io.grantway.outbound.Connections;
import io.grantway.outbound.FhirExport;
import io.grantway.outbound.FhirExportRequest;
import io.grantway.outbound.FhirExports;
import io.grantway.outbound.FhirFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Bulk exports of FHIR connections as operations of the admin API. What is in the files is not
/// shown: that is about patients, and for those who may read the server's disk.
final class ExportOperations {
    private static final String ALL = "/api/v1/workspaces/{workspace}/connections/{name}/exports";
    private static final String ONE = ALL + "/{id}";
    private static final String EXAMPLE_ID = "20260301T120000-bb0f1799";

    /// How long a deletion waits for the last write of what it ends.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final List<String> KNOWN =
            List.of(
                    "name",
                    "on",
                    "types",
                    "since",
                    "sinceLast",
                    "until",
                    "typeFilters",
                    "elements");
    private static final Schema ASKED =
            Schema.object()
                    .optional("name", Schema.TEXT)
                    .optional("on", Schema.TEXT)
                    .optional("types", Schema.listOf(Schema.TEXT))
                    .optional("since", Schema.TEXT)
                    .optional("sinceLast", Schema.BOOLEAN)
                    .optional("until", Schema.TEXT)
                    .optional("typeFilters", Schema.listOf(Schema.TEXT))
                    .optional("elements", Schema.listOf(Schema.TEXT));
    private static final Schema EXPORT =
            Schema.object()
                    .with("id", Schema.TEXT)
                    .with("name", Schema.TEXT)
                    .with("on", Schema.TEXT)
                    .with("types", Schema.listOf(Schema.TEXT))
                    .with("since", Schema.TEXT.orNull())
                    .with(
                            "state",
                            Schema.oneOf("starting", "running", "done", "failed", "cancelled"))
                    .with("finished", Schema.BOOLEAN)
                    .with("started", Schema.TIME)
                    .with("progress", Schema.TEXT)
                    .with("transaction_time", Schema.TEXT.orNull())
                    .with("failure", Schema.TEXT.orNull())
                    .with("directory", Schema.TEXT)
                    .with(
                            "files",
                            Schema.listOf(
                                    Schema.object()
                                            .with("kind", Schema.TEXT)
                                            .with("type", Schema.TEXT)
                                            .with("name", Schema.TEXT)
                                            .with("rows", Schema.INTEGER)));

    private final Supplier<Connections> connections;
    private final AuditTrail trail;

    private ExportOperations(Supplier<Connections> connections, AuditTrail trail) {
        this.connections = connections;
        this.trail = trail;
    }

    /// @param connections those in force
    static List<Operation> of(Supplier<Connections> connections, AuditTrail trail) {
        ExportOperations all = new ExportOperations(connections, trail);
        return List.of(
                Operation.post(
                                ALL,
                                "startExport",
                                "Begins a bulk export of a FHIR connection; with a name, goes on"
                                        + " with the one of that name that is not finished")
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("name", "My EHR")
                        .takes(ASKED, "{\"on\": \"Group/g1\", \"types\": [\"Patient\"]}")
                        .answers(202, EXPORT)
                        .by(all::start),
                Operation.get(ALL, "listExports", "The bulk exports, the newest first")
                        .needs(Role.VIEWER, Reach.PATH)
                        .variable("name", "My EHR")
                        .answers(200, Schema.object().with("data", Schema.listOf(EXPORT)))
                        .by(all::list),
                Operation.get(ONE, "showExport", "How far a bulk export is")
                        .needs(Role.VIEWER, Reach.PATH)
                        .variable("name", "My EHR")
                        .variable("id", EXAMPLE_ID)
                        .answers(200, EXPORT)
                        .by(request -> Response.json(200, Json.write(shown(all.one(request))))),
                Operation.delete(
                                ONE,
                                "endExport",
                                "Ends a bulk export, here and at the FHIR server, and deletes its"
                                        + " files; what it was stays in the list")
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("name", "My EHR")
                        .variable("id", EXAMPLE_ID)
                        .answers(204)
                        .by(all::end));
    }

    private FhirExports exports(Request request) {
        String workspace = Reach.PATH.workspace(request).orElseThrow();
        String name = request.variable("name");
        Connections all = connections.get();
        try {
            all.find(workspace, name);
        } catch (CallFailure e) {
            throw Problem.notFound(String.valueOf(e.getMessage()));
        }
        try {
            return all.exports(workspace, name);
        } catch (CallFailure e) {
            throw Problem.of(409, "not_fhir", String.valueOf(e.getMessage()));
        }
    }

    private FhirExport one(Request request) {
        return exports(request)
                .find(request.variable("id"))
                .orElseThrow(() -> Problem.notFound("there is no export of this id"));
    }

    private Response list(Request request) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        exports(request).all().reversed().forEach(export -> data.add(shown(export)));
        return Response.json(200, Json.write(json));
    }

    private Response start(Request request) {
        FhirExports exports = exports(request);
        JsonBody body = JsonBody.of(request, KNOWN);
        FhirExportRequest asked = asked(exports, body);
        Optional<String> name = body.text("name");
        try {
            FhirExport export =
                    name.isPresent() ? exports.attach(name.get(), asked) : exports.start(asked);
            record(request, AuditEntry.Action.CREATE, export);
            return Response.json(202, Json.write(shown(export)));
        } catch (FhirFailure e) {
            throw e.reason() == FhirFailure.Reason.REQUEST
                    ? Problem.badRequest("invalid_export", String.valueOf(e.getMessage()))
                    : Problem.of(502, "not_begun", String.valueOf(e.getMessage()));
        } catch (CallFailure e) {
            throw Problem.of(502, "not_begun", String.valueOf(e.getMessage()));
        }
    }

    private static FhirExportRequest asked(FhirExports exports, JsonBody body) {
        boolean sinceLast = truth(body, "sinceLast");
        Optional<String> since = body.text("since");
        if (sinceLast && since.isPresent()) {
            throw JsonBody.invalid("sinceLast", "cannot stand beside since");
        }
        FhirExportRequest asked =
                new FhirExportRequest(
                        body.text("on").orElse(""),
                        texts(body, "types"),
                        since,
                        body.text("until"),
                        texts(body, "typeFilters"),
                        texts(body, "elements"));
        return sinceLast
                ? exports.lastTransactionTime(asked).map(asked::since).orElse(asked)
                : asked;
    }

    private static boolean truth(JsonBody body, String member) {
        Optional<JsonNode> value = body.member(member);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw JsonBody.invalid(member, "must be true or false");
        }
        return value.map(JsonNode::booleanValue).orElse(false);
    }

    private static List<String> texts(JsonBody body, String member) {
        List<JsonNode> items = body.list(member);
        if (!items.stream().allMatch(JsonNode::isString)) {
            throw JsonBody.invalid(member, "must be a list of texts");
        }
        return items.stream().map(JsonNode::stringValue).toList();
    }

    private Response end(Request request) {
        FhirExport export = one(request);
        export.cancel();
        try {
            if (export.await(PATIENCE) && export.state().hasEnded()) {
                export.finish();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        record(request, AuditEntry.Action.DELETE, export);
        return Response.empty(204);
    }

    private void record(Request request, AuditEntry.Action action, FhirExport export) {
        trail.append(
                trail.entry(
                        action,
                        "export",
                        request.variable("name") + "/" + export.id(),
                        Reach.PATH.workspace(request),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static ObjectNode shown(FhirExport export) {
        ObjectNode json = Json.object();
        json.put("id", export.id());
        json.put("name", export.name());
        json.put("on", export.request().on());
        export.request().types().forEach(json.putArray("types")::add);
        json.put("since", export.request().since().orElse(null));
        json.put("state", export.state().name().toLowerCase(Locale.ROOT));
        json.put("finished", export.isFinished());
        json.put("started", export.started().toString());
        json.put("progress", export.progress());
        json.put("transaction_time", export.transactionTime().orElse(null));
        json.put("failure", export.reason().orElse(null));
        json.put("directory", export.directory().toString());
        ArrayNode files = json.putArray("files");
        for (FhirExport.File file : export.files()) {
            files.addObject()
                    .put("kind", file.kind())
                    .put("type", file.type())
                    .put("name", String.valueOf(file.path().getFileName()))
                    .put("rows", file.rows());
        }
        return json;
    }
}
