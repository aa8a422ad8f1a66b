package io.grantway.testing;

import io.grantway.admin.AdminAccess;
import io.grantway.admin.AdminTokens;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.Operation;
import io.grantway.admin.Operations;
import io.grantway.admin.OrderedIds;
import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The shell of the admin API on stores in memory, with the workspaces `default` and `Sample`.
public final class AdminFixture {
    public static final String FIRST = "the-first-token";

    public final TestClock clock = new TestClock();
    public final InMemoryAuditStore audit = new InMemoryAuditStore();
    public final InMemoryAdminTokenStore tokens = new InMemoryAdminTokenStore(audit);
    public final OrderedIds ids = new OrderedIds(clock, new SecureRandom());
    public final AuditTrail trail = new AuditTrail(audit, clock, ids);
    private final List<Operation> more;
    private Handler handler;

    /// @param more operations besides those of the shell
    public AdminFixture(Operation... more) {
        this.more = List.of(more);
        handler = fresh();
    }

    /// As after a restart on the same stores.
    public void restart() {
        handler = fresh();
    }

    private Handler fresh() {
        AdminTokens admins =
                new AdminTokens(
                        tokens,
                        trail,
                        Set.of("default", "Sample")::contains,
                        ids,
                        clock,
                        new SecureRandom());
        return new Operations()
                .addAll(admins.operations())
                .add(trail.listing())
                .addAll(more)
                .handler(new AdminAccess(Secret.of(FIRST), admins::administrator));
    }

    /// A request by the holder of a token. Problems are answers.
    public Response call(String token, String method, String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Authorization";
        all[1] = "Bearer " + token;
        System.arraycopy(headers, 0, all, 2, headers.length);
        Request request =
                new Request(
                        Requests.head(method, "http://localhost:8001" + path, all), Body.of(body));
        try {
            return handler.handle(request);
        } catch (Problem problem) {
            return problem.toResponse("r");
        }
    }

    public Response get(String token, String path) {
        return call(token, "GET", path, "");
    }

    /// Makes a token over the API and gives the answer.
    public Response make(String by, String name, String workspace, String role) {
        return call(
                by,
                "POST",
                "/api/v1/admin-tokens",
                "{\"name\":\"%s\",\"roles\":[{\"workspace\":\"%s\",\"role\":\"%s\"}]}"
                        .formatted(name, workspace, role));
    }

    /// A fresh token's text.
    public String token(String name, String workspace, String role) {
        return json(make(FIRST, name, workspace, role)).path("token").asString();
    }

    public static JsonNode json(Response response) {
        return Json.parse(response.body().text());
    }

    public static String code(Response response) {
        return json(response).path("code").asString("");
    }
}
