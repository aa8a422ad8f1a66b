package io.grantway.kong.resource;

import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Registry;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.kong.resource.Operation.Access;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// `POST /api/v1/import/kong`: one of Kong's declarative files, taken whole or not at all. The
/// workspace is the query's, never the file's alone: who may change the one need not be one who may
/// change the other.
public final class KongImport {
    private static final String EXAMPLE =
            """
            {"_format_version": "3.0", "services": [{"name": "orders", "url": "http://127.0.0.1:9200",
             "routes": [{"name": "orders", "paths": ["/orders"]}]}]}
            """;

    private final Registry registry;
    private final EntityWriter writer;

    private KongImport(Registry registry, SecureRandom random, InstantSource clock) {
        this.registry = registry;
        this.writer = new EntityWriter(new Fresh(random, clock));
    }

    /// The query says `workspace`, `dry_run` and `skip_unknown`; the body is YAML or JSON.
    public static Operation operation(Registry registry, SecureRandom random, InstantSource clock) {
        KongImport takes = new KongImport(registry, random, clock);
        return new Operation(
                "POST",
                "/api/v1/import/kong",
                Access.EDITOR,
                "importKong",
                "Takes one of Kong's declarative files in",
                Optional.of(EXAMPLE),
                200,
                takes::handle);
    }

    /// Undoes the work: what a file with mistakes would have made must not stay.
    private static final class Undone extends RuntimeException {
        private final transient ImportReport report;

        Undone(ImportReport report) {
            super("the file has mistakes", null, false, false);
            this.report = report;
        }
    }

    private Response handle(Request request) {
        String workspace = request.query().first("workspace").orElse(Resource.DEFAULT);
        if (!registry.entities().workspaces().contains(workspace)) {
            throw Problem.notFound("there is no workspace \"" + workspace + "\"");
        }
        boolean dry = isSet(request, "dry_run");
        ObjectNode file = DeckFile.read(request.body().text());
        Function<Draft, ImportReport> work =
                draft -> {
                    ImportReport report =
                            new DeckImport(
                                            draft,
                                            writer,
                                            workspace,
                                            isSet(request, "skip_unknown"),
                                            file)
                                    .run();
                    if (!report.isGood()) {
                        throw new Undone(report);
                    }
                    return report;
                };
        try {
            ImportReport report = dry ? registry.rehearse(work) : registry.change(work);
            return Response.json(200, Json.write(report.json(workspace).put("dry_run", dry)));
        } catch (Undone undone) {
            return rejected(request, undone.report.mistakes(), undone.report.notes());
        } catch (ChangeRefused refused) {
            List<String> mistakes =
                    refused.reason() instanceof ChangeRefused.Reason.Unfit(_, var all)
                            ? all
                            : List.of(String.valueOf(refused.getMessage()));
            return rejected(request, mistakes, List.of());
        }
    }

    private static boolean isSet(Request request, String name) {
        return request.query().first(name).filter(text -> !text.equals("false")).isPresent();
    }

    private static Response rejected(Request request, List<String> mistakes, List<String> notes) {
        ObjectNode json = Json.object();
        json.put("type", "about:blank");
        json.put("title", "Unprocessable Content");
        json.put("status", 422);
        json.put("code", "import_rejected");
        json.put("detail", "nothing was taken; the mistakes are listed");
        json.put("request_id", request.id());
        mistakes.forEach(json.putArray("mistakes")::add);
        notes.forEach(json.putArray("not_taken")::add);
        HeaderList type = HeaderList.of("Content-Type", "application/problem+json");
        return new Response(422, type, Body.of(Json.write(json)));
    }
}
