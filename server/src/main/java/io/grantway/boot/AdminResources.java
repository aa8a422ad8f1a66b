package io.grantway.boot;

import io.grantway.admin.AdminAccess;
import io.grantway.admin.AdminTokens;
import io.grantway.admin.Administrator;
import io.grantway.admin.AuditEntry;
import io.grantway.admin.JsonBody;
import io.grantway.admin.Operation;
import io.grantway.admin.Operations;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.authserver.RandomText;
import io.grantway.boot.registry.ApplicationOperations;
import io.grantway.boot.registry.OpenApiImport;
import io.grantway.boot.registry.RegistryOperations;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.NameResolver;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.kong.TokenResources;
import io.grantway.kong.resource.KongImport;
import io.grantway.kong.resource.KongResources;
import io.grantway.outbound.checkup.Means;
import io.grantway.telemetry.ExplainResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What the admin listeners serve. Health and metrics are open; everything else needs an admin
/// token with the role.
final class AdminResources {
    private final Parts parts;
    private final Reloads reloads;
    private final Operations operations = new Operations();

    private AdminResources(Parts parts, Reloads reloads) {
        this.parts = parts;
        this.reloads = reloads;
    }

    static Handler of(Parts parts, Reloads reloads) {
        return new AdminResources(parts, reloads).build();
    }

    private Handler build() {
        AdminTokens admins = parts.admins;
        health();
        operations.addAll(admins.operations());
        operations.add(parts.audit.listing());
        operations.add(
                Operation.post("/api/v1/backup", "backUp", "Copies the store into a new file")
                        .takes(
                                Schema.object().with("file", Schema.TEXT),
                                "{\"file\": \"/backups/grantway/2026-03-01.db\"}")
                        .answers(201, Schema.object().with("file", Schema.TEXT))
                        .by(this::backup));
        operations.addAll(ConfigSetOperations.of(new AppliedSetResources(reloads), parts.audit));
        operations.addAll(UserOperations.of(parts.pages.administration(), parts.audit));
        operations.addAll(
                UserGrantOperations.of(parts.pages.administration().grants(), parts.audit));
        operations.addAll(
                new InitialAccessTokens(
                                parts.store.initialAccessTokens(),
                                this::takesClients,
                                parts.ids,
                                new RandomText(parts.random),
                                parts.clock)
                        .operations(parts.audit));
        TokenResources tokens =
                new TokenResources(
                        parts.store.tokens(),
                        new RegistryReferences(parts.registry),
                        parts.tokens::evict,
                        new RandomText(parts.random),
                        parts.clock);
        operations.addAll(TokenOperations.of(tokens, parts.audit));
        operations.addAll(
                new RegistryOperations(
                                parts.registry,
                                workspace ->
                                        !parts.store
                                                .users()
                                                .list(workspace, Optional.empty(), 1)
                                                .isEmpty(),
                                parts.ids::next,
                                parts.clock)
                        .all());
        operations.addAll(
                OutgoingOperations.of(
                        parts.registry,
                        () -> parts.snapshot().connections(),
                        parts.outgoingTokens,
                        new Means(
                                NameResolver.SYSTEM,
                                parts.outgoing,
                                parts.clock,
                                System::nanoTime,
                                parts.blocking),
                        parts.audit));
        operations.addAll(
                new ApplicationOperations(
                                parts.registry,
                                new ForeignClients(parts.outgoing, parts.clock),
                                new RandomText(parts.random),
                                parts.ids::next,
                                parts.clock)
                        .all());
        operations.addAll(
                KongOperations.of(
                        KongResources.operations(
                                parts.registry, parts.random, parts.clock, Server.version())));
        operations.addAll(
                SigningKeyOperations.of(
                        () -> parts.snapshot().issuers().keys(), parts.audit, parts.clock));
        operations.addAll(
                StoreKeyOperations.of(parts.store.keyRotation(), parts.audit, parts.blocking));
        operations.add(
                ImportOperation.of(
                        KongImport.operation(parts.registry, parts.random, parts.clock)));
        operations.add(OpenApiImport.operation(parts.registry, parts.ids::next, parts.clock));
        explain();
        operations.addAll(ExportOperations.of(() -> parts.snapshot().connections(), parts.audit));
        operations.addAll(AnalyticsOperations.of(parts.analytics));
        operations.addAll(ServiceOperations.of(parts.services, parts.audit));
        operations.addAll(ChannelOperations.of(parts.channels, parts.audit));
        operations.addAll(
                VaultOperations.of(
                        parts.vaultLogs,
                        parts.vault.accounts,
                        parts.store.vaultNotices(),
                        () -> parts.snapshot().vaults().apps(),
                        parts.audit));
        return operations.handler(new AdminAccess(parts.adminToken, admins::administrator));
    }

    /// Whether clients may register themselves at a server.
    private boolean takesClients(String workspace, String server) {
        return parts.registry.union().configuration().allWorkspaces().stream()
                .filter(each -> each.name().equals(workspace))
                .flatMap(each -> each.authorizationServers().stream())
                .filter(each -> each.name().equals(server))
                .map(AuthorizationServerConfig::builtIn)
                .anyMatch(builtIn -> builtIn != null && builtIn.registration().on());
    }

    private void explain() {
        ExplainResource explain =
                new ExplainResource(
                        parts.history,
                        call ->
                                parts.snapshot()
                                        .routes()
                                        .near(call.method(), call.host(), call.path()),
                        AdminResources::maySee);
        operations.add(
                Operation.get(
                                "/api/v1/explain/{id}",
                                "explain",
                                "Why a call was answered as it was")
                        .needs(Role.VIEWER, Reach.ANY)
                        .answers(200, Schema.ANY_OBJECT)
                        .by(explain.get()));
        Rehearsals rehearsals = new Rehearsals(parts, explain);
        operations.add(
                Operation.post(
                                "/api/v1/explain",
                                "rehearse",
                                "What would become of a call, without making it")
                        .needs(Role.EDITOR, Reach.ANY)
                        .takes(
                                Schema.object()
                                        .with("api", Schema.TEXT)
                                        .with("workspace", Schema.TEXT)
                                        .with("method", Schema.TEXT)
                                        .with("path", Schema.TEXT)
                                        .with("host", Schema.TEXT)
                                        .with("token", Schema.TEXT),
                                "{\"api\": \"orders\", \"method\": \"GET\", \"path\":"
                                        + " \"/orders/1\", \"token\": \"eyJ...\"}")
                        .answers(200, Schema.ANY_OBJECT)
                        .by(rehearsals::handle));
    }

    private static boolean maySee(Optional<String> workspace) {
        Administrator who = Administrator.current();
        return workspace.isPresent()
                ? who.may(Role.VIEWER, workspace.get())
                : who.mayEverywhere(Role.VIEWER);
    }

    private void health() {
        operations.add(
                Operation.get("/health/live", "live", "Whether the process runs")
                        .open()
                        .answers(200, Schema.object().with("status", Schema.TEXT))
                        .by(_ -> Response.json(200, "{\"status\":\"up\"}")));
        Schema ready = Schema.object().with("status", Schema.TEXT).with("store", Schema.TEXT);
        operations.add(
                Operation.get("/health/ready", "ready", "Whether it can do its work")
                        .open()
                        .answers(200, ready)
                        .answers(503, ready)
                        .by(_ -> ready()));
        operations.add(
                Operation.get("/metrics", "metrics", "Figures, in the text format of Prometheus")
                        .open()
                        .answersText(200, "text/plain")
                        .by(_ ->
                                Response.of(
                                        200,
                                        "text/plain; version=0.0.4; charset=utf-8",
                                        parts.metrics.text())));
    }

    private Response ready() {
        ObjectNode json = Json.object();
        String trouble = parts.store.trouble().orElse("");
        json.put("status", trouble.isEmpty() ? "ready" : "not ready");
        json.put("store", trouble.isEmpty() ? "up" : trouble);
        return Response.json(trouble.isEmpty() ? 200 : 503, Json.write(json));
    }

    private Response backup(Request request) {
        String file = JsonBody.of(request, List.of("file")).requiredText("file");
        try {
            Path path = Path.of(file);
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException(
                        "file must be the absolute path of a file that does not exist yet");
            }
            parts.store.backup(path);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("invalid_file", String.valueOf(e.getMessage()));
        }
        parts.audit.append(
                parts.audit.entry(
                        AuditEntry.Action.BACKUP,
                        "store",
                        file,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return Response.json(201, Json.write(Json.object().put("file", file)));
    }
}
