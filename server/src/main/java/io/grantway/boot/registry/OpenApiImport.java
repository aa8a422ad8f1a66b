package io.grantway.boot.registry;

import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.boot.ConfigurationFiles;
import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Registry;
import io.grantway.config.Mistake;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.openapi.ImportedApi;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// `POST /api/v1/import/openapi`: makes the API that an OpenAPI document describes, or gives one
/// that is there the document's operations in place of its own. Whole, or not at all.
public final class OpenApiImport {
    private static final String EXAMPLE =
            """
            {"openapi": "3.1.0", "info": {"title": "Imported", "version": "1"},
             "servers": [{"url": "http://127.0.0.1:9200/imported"}],
             "paths": {"/things": {"get": {"operationId": "listThings"}}}}
            """;
    private static final Schema REPORT =
            Schema.object()
                    .with("workspace", Schema.TEXT)
                    .with("api", Schema.TEXT)
                    .with("created", Schema.BOOLEAN)
                    .with("operations", Schema.INTEGER)
                    .with("not_taken", Schema.listOf(Schema.TEXT))
                    .with("dry_run", Schema.BOOLEAN);

    private final Registry registry;
    private final Supplier<UUID> newIds;
    private final InstantSource clock;

    private OpenApiImport(Registry registry, Supplier<UUID> newIds, InstantSource clock) {
        this.registry = registry;
        this.newIds = newIds;
        this.clock = clock;
    }

    /// The query says `workspace`, `api`, `upstream` and `dry_run`; the body is YAML or JSON.
    public static Operation operation(
            Registry registry, Supplier<UUID> newIds, InstantSource clock) {
        OpenApiImport takes = new OpenApiImport(registry, newIds, clock);
        return Operation.post(
                        "/api/v1/import/openapi",
                        "importOpenApi",
                        "Makes an API from an OpenAPI document, or renews its operations")
                .needs(Role.EDITOR, Reach.QUERY)
                .query("api", Schema.TEXT, "its name, in place of the document's title")
                .query("upstream", Schema.TEXT, "where it really is")
                .query("dry_run", Schema.BOOLEAN, "say what would happen, and change nothing")
                .takesText("application/yaml", EXAMPLE)
                .answers(200, REPORT)
                .by(takes::handle);
    }

    private Response handle(Request request) {
        String workspace = request.query().first("workspace").orElse(Entities.DEFAULT_WORKSPACE);
        if (!registry.entities().hasWorkspace(workspace)) {
            throw Problem.notFound("there is no workspace \"" + workspace + "\"");
        }
        ImportedApi imported =
                ImportedApi.of(
                        "the document",
                        request.body().text(),
                        request.query().first("api").filter(name -> !name.isBlank()),
                        request.query().first("upstream").map(OpenApiImport::url));
        if (!imported.mistakes().isEmpty()) {
            return Refusals.listing(
                    request,
                    "import_rejected",
                    imported.mistakes().stream().map(Mistake::toString).toList());
        }
        boolean dry =
                request.query().first("dry_run").filter(text -> !text.equals("false")).isPresent();
        Function<Draft, Boolean> work = draft -> put(draft, workspace, imported.api());
        try {
            boolean made = dry ? registry.rehearse(work) : registry.change(work);
            return Response.json(200, Json.write(report(workspace, imported, made, dry)));
        } catch (ChangeRefused e) {
            return Refusals.answer(request, e.reason());
        }
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw Problem.badRequest("bad_upstream", "upstream must be a URL");
        }
    }

    /// @return whether the API was not there before
    private boolean put(Draft draft, String workspace, ObjectNode api) {
        Entities entities = draft.entities();
        Optional<Entity> before =
                entities.find(EntityKind.API, workspace, "name", api.path("name").asString());
        ObjectNode document =
                before.map(entity ->
                                new DocumentView(entities, ConfigurationFiles.mask())
                                        .document(entity))
                        .orElse(api);
        document.set("operations", api.path("operations"));
        new DocumentEdit(draft, newIds, clock.instant())
                .put(EntityKind.API, workspace, before, document);
        return before.isEmpty();
    }

    private static ObjectNode report(
            String workspace, ImportedApi imported, boolean made, boolean dry) {
        ObjectNode report = Json.object();
        report.put("workspace", workspace);
        report.put("api", imported.api().path("name").asString());
        report.put("created", made);
        report.put("operations", imported.api().path("operations").size());
        imported.notes().forEach(note -> report.withArray("not_taken").add(note.toString()));
        report.withArray("not_taken");
        return report.put("dry_run", dry);
    }
}
