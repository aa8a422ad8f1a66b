package io.grantway.admin;

import io.grantway.admin.AuditEntry.Action;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The tokens of administrators, as the resource `/api/v1/admin-tokens` and as what the guard looks
/// up. All of them are in memory; whoever changes the store changes them too, before the answer
/// goes out, so that a revoked token is refused by the next request.
public final class AdminTokens {
    /// That they fit into memory.
    private static final int MOST = 10_000;

    private static final String PREFIX = "gwa_";
    private static final int RANDOM_BYTES = 32;
    private static final String KIND = "admin token";
    private static final String ALL = "/api/v1/admin-tokens";
    private static final String ONE = ALL + "/{id}";

    private final AdminTokenStore store;
    private final AuditTrail trail;
    private final Predicate<String> workspaces;
    private final OrderedIds ids;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<TokenHash, AdminToken> byHash = new ConcurrentHashMap<>();

    /// @param workspaces whether there is a workspace of a name
    public AdminTokens(
            AdminTokenStore store,
            AuditTrail trail,
            Predicate<String> workspaces,
            OrderedIds ids,
            InstantSource clock,
            SecureRandom random) {
        this.store = store;
        this.trail = trail;
        this.workspaces = workspaces;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
        reread();
    }

    /// Reads what the store has, where another node may have changed it.
    public void reread() {
        Map<TokenHash, AdminToken> kept = new HashMap<>();
        store.all().forEach(token -> kept.put(token.hash(), token));
        byHash.putAll(kept);
        byHash.keySet().retainAll(kept.keySet());
    }

    /// Whose a token is; empty for one that is unknown, revoked or expired.
    public Optional<Administrator> administrator(String token) {
        return Optional.ofNullable(byHash.get(TokenHash.of(token)))
                .filter(found -> !found.expired(clock.instant()))
                .map(found -> new Administrator(found.name(), found.roles()));
    }

    public List<Operation> operations() {
        Schema role =
                Schema.object()
                        .with("workspace", Schema.TEXT)
                        .with("role", Schema.oneOf("viewer", "editor", "admin"));
        Schema wanted =
                Schema.object()
                        .with("name", Schema.TEXT)
                        .with("roles", Schema.listOf(role))
                        .optional("expires_at", Schema.TIME.orNull());
        Schema shown =
                Schema.object()
                        .with("id", Schema.ID)
                        .with("name", Schema.TEXT)
                        .with("roles", Schema.listOf(role))
                        .with("fingerprint", Schema.TEXT)
                        .with("created_at", Schema.TIME)
                        .with("created_by", Schema.TEXT)
                        .with("expires_at", Schema.TIME.orNull());
        return List.of(
                Operation.get(ALL, "listAdminTokens", "Admin tokens, the oldest first")
                        .needs(Role.ADMIN, Reach.ANY)
                        .paged()
                        .answers(200, Schema.pageOf(shown))
                        .by(this::list),
                Operation.post(ALL, "createAdminToken", "Makes an admin token, shown this once")
                        .needs(Role.ADMIN, Reach.ANY)
                        .takes(
                                wanted,
                                "{\"name\": \"ann\", \"roles\": [{\"workspace\": \"default\","
                                        + " \"role\": \"editor\"}]}")
                        .answers(201, shown.with("token", Schema.TEXT))
                        .by(this::create),
                Operation.get(ONE, "showAdminToken", "An admin token, without the token itself")
                        .needs(Role.ADMIN, Reach.ANY)
                        .answers(200, shown)
                        .by(request -> Preconditions.tagged(answer(200, json(found(request))))),
                Operation.delete(ONE, "revokeAdminToken", "Revokes an admin token")
                        .needs(Role.ADMIN, Reach.ANY)
                        .answers(204)
                        .by(this::revoke));
    }

    private Response list(Request request) {
        Page page = Page.of(request);
        String after = page.afterId().map(UUID::toString).orElse("");
        List<AdminToken> found =
                byHash.values().stream()
                        .filter(AdminTokens::concernsCurrent)
                        .sorted(Comparator.comparing(token -> token.id().toString()))
                        .filter(token -> token.id().toString().compareTo(after) > 0)
                        .limit(page.size() + 1L)
                        .toList();
        return page.response(found, AdminTokens::json, token -> token.id().toString());
    }

    private Response create(Request request) {
        Instant now = clock.instant();
        AdminTokenFields fields = AdminTokenFields.read(request, workspaces, now);
        requireAdminOf(fields.roles());
        String text = PREFIX + freshText();
        AdminToken token =
                new AdminToken(
                        ids.next(),
                        TokenHash.of(text),
                        fields.name(),
                        fields.roles(),
                        Instant.ofEpochMilli(now.toEpochMilli()),
                        Administrator.current().name(),
                        fields.expiresAt());
        keep(token);
        return answer(201, json(token).put("token", text)).with("Location", ALL + "/" + token.id());
    }

    private synchronized void keep(AdminToken token) {
        if (byHash.size() >= MOST) {
            throw Problem.of(
                    409,
                    "too_many_admin_tokens",
                    "there are " + MOST + " admin tokens already: revoke some, expired ones first");
        }
        AuditEntry entry =
                trail.entry(
                        Action.CREATE,
                        KIND,
                        token.id().toString(),
                        workspace(token),
                        Optional.empty(),
                        Optional.of(json(token)));
        if (!store.create(token, entry)) {
            throw Problem.of(
                    409, "name_taken", "name: another admin token has it; each holder has one");
        }
        byHash.put(token.hash(), token);
    }

    private synchronized Response revoke(Request request) {
        AdminToken token = found(request);
        Preconditions.require(request, Preconditions.etag(Json.write(json(token))));
        AuditEntry entry =
                trail.entry(
                        Action.DELETE,
                        KIND,
                        token.id().toString(),
                        workspace(token),
                        Optional.of(json(token)),
                        Optional.empty());
        store.delete(token.id(), entry);
        byHash.remove(token.hash());
        return Response.empty(204);
    }

    private AdminToken found(Request request) {
        String id = request.variable("id");
        return byHash.values().stream()
                .filter(token -> token.id().toString().equals(id))
                .filter(AdminTokens::concernsCurrent)
                .findFirst()
                .orElseThrow(() -> Problem.notFound("there is no such admin token"));
    }

    /// Whoever made a token with a role that they have not got themselves could use it in their
    /// stead.
    private static void requireAdminOf(Map<String, Role> roles) {
        for (String workspace : roles.keySet()) {
            if (!Administrator.current().may(Role.ADMIN, workspace)) {
                throw Problem.of(
                        403,
                        "role_missing",
                        "roles: you are no admin of "
                                + (workspace.equals(Administrator.EVERYWHERE)
                                        ? "every workspace"
                                        : "the workspace " + workspace));
            }
        }
    }

    /// Whether the current administrator is `admin` wherever the token has a role.
    private static boolean concernsCurrent(AdminToken token) {
        return token.roles().keySet().stream()
                .allMatch(workspace -> Administrator.current().may(Role.ADMIN, workspace));
    }

    private static Optional<String> workspace(AdminToken token) {
        return token.roles().keySet().stream()
                .findFirst()
                .filter(_ -> token.roles().size() == 1)
                .filter(only -> !only.equals(Administrator.EVERYWHERE));
    }

    private String freshText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Response answer(int status, ObjectNode json) {
        return Response.json(status, Json.write(json)).with("Cache-Control", "no-store");
    }

    private static ObjectNode json(AdminToken token) {
        ObjectNode json = Json.object();
        json.put("id", token.id().toString());
        json.put("name", token.name());
        ArrayNode roles = json.putArray("roles");
        new TreeMap<>(token.roles())
                .forEach((workspace, role) ->
                        roles.addObject().put("workspace", workspace).put("role", role.toString()));
        json.put("fingerprint", token.hash().fingerprint());
        json.put("created_at", token.createdAt().toString());
        json.put("created_by", token.createdBy());
        json.put("expires_at", token.expiresAt().map(Instant::toString).orElse(null));
        return json;
    }
}
