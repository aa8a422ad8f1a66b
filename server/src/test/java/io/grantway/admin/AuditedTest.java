package io.grantway.admin;

import static io.grantway.testing.AdminFixture.FIRST;
import static io.grantway.testing.AdminFixture.code;
import static io.grantway.testing.AdminFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.admin.AuditEntry.Action;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.testing.AdminFixture;
import io.grantway.testing.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// Texts by name, as a resource.
class AuditedTest {
    private static final String NOTE = "/{workspace}/notes/{name}";

    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private final AdminFixture trailOnly = new AdminFixture();
    private final Audited audited =
            new Audited(trailOnly.trail, "note", Reach.PATH, "name", this::show);
    private final AdminFixture fixture =
            new AdminFixture(
                    Operation.get(NOTE, "showNote", "").by(audited.show()),
                    Operation.put(NOTE, "putNote", "").by(audited.update(this::put)),
                    Operation.delete(NOTE, "deleteNote", "").by(audited.delete(this::delete)));

    private Response show(Request request) {
        String text = notes.get(request.variable("name"));
        if (text == null) {
            throw Problem.notFound("there is none");
        }
        ObjectNode json = Json.object().put("text", text);
        if (text.startsWith("id ")) {
            json.put("id", text.substring(3));
        }
        return Response.json(200, Json.write(json));
    }

    private Response put(Request request) {
        notes.put(request.variable("name"), request.body().text());
        return show(request);
    }

    private Response delete(Request request) {
        notes.remove(request.variable("name"));
        return Response.empty(204);
    }

    private Response call(String method, String body, String... headers) {
        return fixture.call(FIRST, method, "/Sample/notes/a", body, headers);
    }

    private List<AuditEntry> entries() {
        return trailOnly.audit.page(Optional.empty(), Optional.empty(), 100).reversed();
    }

    @Test
    void everyChangeLeavesAnEntryWithWhatWasAndWhatIs() {
        call("PUT", "one");
        call("PUT", "two");
        call("DELETE", "");
        call("DELETE", "");

        assertThat(entries())
                .extracting(AuditEntry::action)
                .containsExactly(Action.CREATE, Action.UPDATE, Action.DELETE);
        AuditEntry update = entries().get(1);
        assertThat(update.administrator()).isEqualTo("bootstrap");
        assertThat(update.kind() + " " + update.object()).isEqualTo("note a");
        assertThat(update.workspace()).contains("Sample");
        assertThat(update.before()).contains(Json.object().put("text", "one"));
        assertThat(update.after()).contains(Json.object().put("text", "two"));
    }

    @Test
    void anObjectThatSaysItsIdIsNamedByItAndNotByThePath() {
        call("PUT", "id 7");
        call("DELETE", "");

        assertThat(entries()).extracting(AuditEntry::object).containsExactly("7", "7");
    }

    @Test
    void aRefusedChangeLeavesNone() {
        assertThat(code(call("PUT", "one", "If-Match", "*"))).isEqualTo("precondition_failed");
        assertThat(entries()).isEmpty();
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ETAG | 200", "* | 200", "\"x\", ETAG | 200", "\"x\" | 412", "W/ETAG | 412"})
    void aChangeNeedsTheStateThatItNames(String ifMatch, int status) {
        call("PUT", "one");
        String etag = call("GET", "").headers().first("ETag").orElseThrow();

        assertThat(call("PUT", "two", "If-Match", ifMatch.replace("ETAG", etag)).status())
                .isEqualTo(status);
    }

    @Test
    void ofTwoWritersWithOneStateOneIsRefused() throws Exception {
        call("PUT", "one");
        String etag = call("GET", "").headers().first("ETag").orElseThrow();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String text = "writer " + i;
            writers.add(() -> call("PUT", text, "If-Match", etag).status());
        }

        assertThat(AtOnce.call(writers)).containsOnlyOnce(200);
    }

    @Test
    void aSecretThatSlippedThroughIsMasked() {
        ObjectNode value = Json.object().put("clientSecret", "planted").put("name", "kept");
        value.putObject("upstream").put("password", "planted").put("access_token", "planted");
        value.putArray("keys").addObject().put("provision_key", "planted");

        AuditEntry entry =
                trailOnly.trail.entry(
                        Action.CREATE,
                        "api",
                        "x",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(value));

        assertThat(entry.after().toString()).doesNotContain("planted").contains("kept");
        assertThat(value.toString()).contains("planted");
    }

    @Test
    void aHugeValueIsLeftOut() {
        ObjectNode value = Json.object().put("text", "x".repeat(100_000));

        AuditEntry entry =
                trailOnly.trail.entry(
                        Action.CREATE,
                        "api",
                        "x",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(value));

        assertThat(entry.after().orElseThrow().path("omitted").asString()).isEqualTo("too long");
    }

    @Test
    void theTrailIsListedPageAfterPageTheNewestFirst() {
        for (String name : List.of("one", "two", "three")) {
            fixture.token(name, "Sample", "viewer");
        }
        Response first = fixture.get(FIRST, "/api/v1/audit?size=2");
        String next = json(first).path("next").asString();
        Response second = fixture.get(FIRST, "/api/v1/audit?size=2&after=" + next);

        assertThat(names(first)).containsExactly("three", "two");
        assertThat(names(second)).containsExactly("one");
        assertThat(json(second).path("next").isNull()).isTrue();
    }

    private static List<String> names(Response trail) {
        return json(trail)
                .path("data")
                .valueStream()
                .map(entry -> entry.path("after").path("name").asString())
                .toList();
    }
}
