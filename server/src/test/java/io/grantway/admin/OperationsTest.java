package io.grantway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.testing.Requests;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
    private static final String HOST = "http://localhost:8001";
    private static final Map<String, Administrator> TOKENS =
            Map.of(
                    "viewer", new Administrator("viewer", Map.of("*", Role.VIEWER)),
                    "editor", new Administrator("editor", Map.of("*", Role.EDITOR)),
                    "admin-of-sample", new Administrator("s", Map.of("Sample", Role.ADMIN)));

    private final Handler handler =
            new Operations()
                    .add(operation("/api/v1/open", "open", Role.ADMIN, Reach.SERVER).open())
                    .add(operation("/things", "things", Role.EDITOR, Reach.PATH))
                    .add(operation("/{workspace}/things", "itsThings", Role.EDITOR, Reach.PATH))
                    .add(operation("/api/v1/things", "query", Role.EDITOR, Reach.QUERY))
                    .add(operation("/api/v1/log", "log", Role.ADMIN, Reach.QUERY_OR_SERVER))
                    .add(operation("/api/v1/server", "server", Role.ADMIN, Reach.SERVER))
                    .add(operation("/api/v1/any", "any", Role.ADMIN, Reach.ANY))
                    .handler(
                            new AdminAccess(
                                    Secret.of("first"),
                                    token -> Optional.ofNullable(TOKENS.get(token))));

    /// Answers with the administrator's name.
    private static Operation operation(String path, String id, Role role, Reach reach) {
        return Operation.get(path, id, "Does nothing")
                .needs(role, reach)
                .answersText(200, "text/plain")
                .by(_ -> Response.text(200, Administrator.current().name()));
    }

    private Response call(String path, String... headers) {
        return handler.handle(Requests.get(HOST + path, headers));
    }

    private int status(String path, String token) {
        try {
            return call(path, "Authorization", "Bearer " + token).status();
        } catch (Problem problem) {
            return problem.status();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/things, viewer, 403",
        "/things, editor, 200",
        "/things, admin-of-sample, 403",
        "/default/things, admin-of-sample, 403",
        "/Sample/things, admin-of-sample, 200",
        "/%53ample/things, admin-of-sample, 200",
        "/api/v1/things, admin-of-sample, 403",
        "/api/v1/things?workspace=Sample, admin-of-sample, 200",
        "/api/v1/things?workspace=Other&workspace=Sample, admin-of-sample, 403",
        "/api/v1/things?workspace=*, admin-of-sample, 403",
        "/api/v1/log, admin-of-sample, 403",
        "/api/v1/log?workspace=Sample, admin-of-sample, 200",
        "/api/v1/server, admin-of-sample, 403",
        "/api/v1/server, editor, 403",
        "/api/v1/server, first, 200",
        "/api/v1/any, admin-of-sample, 200",
        "/api/v1/any, editor, 403",
        "/api/v1/openapi.json, viewer, 200",
        "/api/v1/openapi.json, admin-of-sample, 200",
        "/api/v1/nothing, viewer, 404",
    })
    void letsInWhoHasTheRoleWhereItIsNeeded(String path, String token, int status) {
        assertThat(status(path, token)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/api/v1/server", "/api/v1/openapi.json", "/api/v1/nothing"})
    void asksForATokenAlsoWhereThereIsNothing(String path) {
        assertThatThrownBy(() -> call(path))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.reason()).isEqualTo("admin_token_missing");
                            assertThat(problem.toResponse("r").headers().first("WWW-Authenticate"))
                                    .isPresent();
                        });
        assertThat(status(path, "wrong")).isEqualTo(401);
    }

    @Test
    void takesTheTokenInKongsHeaderToo() {
        assertThat(call("/things", "Kong-Admin-Token", "editor").body().text()).isEqualTo("editor");
    }

    @Test
    void letsEverybodyIntoWhatIsOpen() {
        assertThat(call("/api/v1/open").status()).isEqualTo(200);
    }

    @Test
    void tellsTheHandlerWhoAsks() {
        assertThat(call("/things", "Authorization", "bearer first").body().text())
                .isEqualTo("bootstrap");
        assertThat(Administrator.current()).isEqualTo(Administrator.SERVER);
        assertThat(Administrator.SERVER.maySomewhere(Role.VIEWER)).isFalse();
    }

    @Test
    void describesEveryOperationWithWhoMayCallIt() {
        Request request = Requests.get(HOST + Operations.DOCUMENT, "Kong-Admin-Token", "first");
        var paths = Json.parse(handler.handle(request).body().text()).path("paths");

        assertThat(paths.propertyNames()).hasSize(8);
        var described = paths.path("/{workspace}/things").path("get");
        assertThat(described.path("operationId").asString()).isEqualTo("itsThings");
        assertThat(described.path("x-grantway-role").asString()).isEqualTo("editor");
        assertThat(described.path("parameters").path(0).path("example").asString())
                .isEqualTo("default");
        assertThat(paths.path("/api/v1/open").path("get").path("security").isEmpty()).isTrue();
    }

    @Test
    void takesAnOperationOnce() {
        Operations operations =
                new Operations().add(operation("/a", "a", Role.VIEWER, Reach.SERVER));

        assertThatThrownBy(() -> operations.add(operation("/b", "a", Role.VIEWER, Reach.SERVER)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two operations named a");
    }
}
