package io.grantway.admin;

import static io.grantway.testing.AdminFixture.FIRST;
import static io.grantway.testing.AdminFixture.code;
import static io.grantway.testing.AdminFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.AdminFixture;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AdminTokensTest {
    private static final String TOKENS = "/api/v1/admin-tokens";

    private final AdminFixture fixture = new AdminFixture();

    private String one(Response made) {
        return TOKENS + "/" + json(made).path("id").asString();
    }

    private int status(String token) {
        return fixture.get(token, "/api/v1/openapi.json").status();
    }

    @Test
    void aTokenIsShownOnceAndWorksAlsoAfterARestart() {
        Response made = fixture.make(FIRST, "ann", "Sample", "editor");
        String token = json(made).path("token").asString();
        Response shown = fixture.get(FIRST, one(made));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers().first("Location")).contains(one(made));
        assertThat(token).matches("gwa_[A-Za-z0-9_-]{43}");
        assertThat(shown.body().text()).doesNotContain(token).contains("fingerprint");
        assertThat(fixture.get(FIRST, TOKENS).body().text()).doesNotContain(token);
        assertThat(fixture.tokens.all().toString()).doesNotContain(token);
        assertThat(status(token)).isEqualTo(200);
        fixture.restart();
        assertThat(status(token)).isEqualTo(200);
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        Response made = fixture.make(FIRST, "ann", "*", "viewer");
        String token = json(made).path("token").asString();

        assertThat(fixture.call(FIRST, "DELETE", one(made), "").status()).isEqualTo(204);
        assertThat(status(token)).isEqualTo(401);
        assertThat(fixture.call(FIRST, "DELETE", one(made), "").status()).isEqualTo(404);
        fixture.restart();
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void anExpiredTokenIsRefused() {
        Response made =
                fixture.call(
                        FIRST,
                        "POST",
                        TOKENS,
                        "{\"name\":\"ann\",\"roles\":[{\"workspace\":\"*\",\"role\":\"viewer\"}],"
                                + "\"expires_at\":\"2026-03-01T14:00:00+01:00\"}");
        String token = json(made).path("token").asString();
        fixture.clock.forward(Duration.ofMinutes(59));
        assertThat(status(token)).isEqualTo(200);

        fixture.clock.forward(Duration.ofMinutes(1));
        assertThat(status(token)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "Sample, viewer, 201",
        "Sample, admin, 201",
        "default, viewer, 403",
        "*, viewer, 403",
    })
    void anAdministratorOfOneWorkspaceMakesTokensForItAlone(
            String workspace, String role, int status) {
        String admin = fixture.token("ann", "Sample", "admin");

        assertThat(fixture.make(admin, "bob", workspace, role).status()).isEqualTo(status);
    }

    @Test
    void anEditorMakesNoTokens() {
        String editor = fixture.token("ann", "*", "editor");

        assertThat(code(fixture.make(editor, "bob", "Sample", "viewer"))).isEqualTo("role_missing");
    }

    @Test
    void anAdministratorOfOneWorkspaceSeesAndRevokesItsTokensAlone() {
        String admin = fixture.token("ann", "Sample", "admin");
        Response other = fixture.make(FIRST, "bob", "default", "viewer");
        Response both =
                fixture.call(
                        FIRST,
                        "POST",
                        TOKENS,
                        "{\"name\":\"eve\",\"roles\":[{\"workspace\":\"Sample\",\"role\":\"viewer\"},"
                            + "{\"workspace\":\"default\",\"role\":\"viewer\"}]}");

        assertThat(names(fixture.get(admin, TOKENS))).containsExactly("ann");
        for (Response hidden : new Response[] {other, both}) {
            assertThat(fixture.get(admin, one(hidden)).status()).isEqualTo(404);
            assertThat(fixture.call(admin, "DELETE", one(hidden), "").status()).isEqualTo(404);
        }
        assertThat(names(fixture.get(FIRST, TOKENS))).containsExactly("ann", "bob", "eve");
    }

    @Test
    void listsPageAfterPage() {
        for (String name : new String[] {"carl", "anna", "bert"}) {
            fixture.token(name, "*", "viewer");
        }
        Response first = fixture.get(FIRST, TOKENS + "?size=2");
        String next = json(first).path("next").asString();
        Response second = fixture.get(FIRST, TOKENS + "?size=2&after=" + next);

        assertThat(names(first)).containsExactly("carl", "anna");
        assertThat(names(second)).containsExactly("bert");
        assertThat(json(second).path("next").isNull()).isTrue();
        assertThat(fixture.get(FIRST, TOKENS + "?size=0").status()).isEqualTo(400);
        assertThat(fixture.get(FIRST, TOKENS + "?after=x").status()).isEqualTo(400);
    }

    private static Iterable<String> names(Response listing) {
        return json(listing)
                .path("data")
                .valueStream()
                .map(each -> each.path("name").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | body_missing: send a JSON object",
                "[] | invalid_body: the body must be a JSON object",
                "{ | malformed_json: the body is not valid JSON",
                "{} | invalid_field: name: is missing",
                "{\"name\":7} | invalid_field: name: must be a string",
                "{\"name\":\" \"} | invalid_field: name: must be 1 to 128",
                "{\"name\":\"bootstrap\"} | invalid_field: name: is taken by the server itself",
                "{\"nmae\":\"a\"} | invalid_field: nmae: is not known here; did you mean name?",
                "{\"name\":\"a\"} | invalid_field: roles: must be a list of 1 to 100",
                "{\"name\":\"a\",\"roles\":{}} | invalid_field: roles: must be a list",
                "{\"name\":\"a\",\"roles\":[7]} | invalid_field: roles[0]: must have workspace",
                "{\"name\":\"a\",\"roles\":[{\"workspace\":\"Smaple\",\"role\":\"viewer\"}]}"
                        + " | invalid_field: roles[0].workspace: there is none of that name",
                "{\"name\":\"a\",\"roles\":[{\"workspace\":\"*\",\"role\":\"edtior\"}]}"
                        + " | did you mean editor?",
                "{\"name\":\"a\",\"roles\":[{\"workspace\":\"*\",\"role\":\"viewer\"},"
                        + "{\"workspace\":\"*\",\"role\":\"admin\"}]}"
                        + " | invalid_field: roles[1].workspace: has a role in this list already",
                "{\"name\":\"a\",\"roles\":[{\"workspace\":\"*\",\"role\":\"viewer\"}],"
                        + "\"expires_at\":\"2026-03-01T12:00:00Z\"} | expires_at: must be a time",
                "{\"name\":\"a\",\"roles\":[{\"workspace\":\"*\",\"role\":\"viewer\"}],"
                        + "\"expires_at\":\"tomorrow\"} | expires_at: must be a time to come",
            })
    void wrongInputIsNamed(String body, String complaint) {
        Response refused = fixture.call(FIRST, "POST", TOKENS, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(code(refused) + ": " + json(refused).path("detail").asString())
                .contains(complaint);
        assertThat(fixture.tokens.all()).isEmpty();
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsTooLarge() {
        assertThat(fixture.call(FIRST, "POST", TOKENS, " ".repeat((1 << 20) + 1)).status())
                .isEqualTo(413);
    }

    @Test
    void twoHoldersHaveTwoNames() {
        fixture.token("ann", "*", "viewer");

        Response refused = fixture.make(FIRST, "ann", "*", "viewer");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("name_taken");
    }

    @Test
    void thereAreAtMostTenThousand() {
        AuditEntry entry = AuditStoreContract.entry(1, "Sample");
        for (int i = 0; i < 10_000; i++) {
            fixture.tokens.fill(
                    new AdminToken(
                            new UUID(i, 1),
                            TokenHash.of("token " + i),
                            "name " + i,
                            Map.of("*", Role.VIEWER),
                            entry.at(),
                            "bootstrap",
                            Optional.empty()));
        }
        fixture.restart();

        assertThat(code(fixture.make(FIRST, "ann", "*", "viewer")))
                .isEqualTo("too_many_admin_tokens");
        assertThat(status("token 9999")).isEqualTo(200);
    }

    @Test
    void makingAndRevokingAreInTheTrailWithoutTheToken() {
        String admin = fixture.token("ann", "Sample", "admin");
        Response made = fixture.make(admin, "bob", "Sample", "viewer");
        fixture.call(admin, "DELETE", one(made), "");
        Response trail = fixture.get(admin, "/api/v1/audit?workspace=Sample");

        JsonNode newest = json(trail).path("data").path(0);
        assertThat(json(trail).path("data")).hasSize(3);
        assertThat(newest.path("administrator").asString()).isEqualTo("ann");
        assertThat(newest.path("action").asString()).isEqualTo("delete");
        assertThat(newest.path("kind").asString()).isEqualTo("admin token");
        assertThat(newest.path("before").path("name").asString()).isEqualTo("bob");
        assertThat(newest.path("after").isNull()).isTrue();
        assertThat(trail.body().text()).doesNotContain("gwa_");
        assertThat(fixture.get(admin, "/api/v1/audit").status()).isEqualTo(403);
    }

    @Test
    void aTokenThatHasChangedMeanwhileIsNotRevoked() {
        Response made = fixture.make(FIRST, "ann", "*", "viewer");
        String etag = fixture.get(FIRST, one(made)).headers().first("ETag").orElseThrow();

        Response stale = fixture.call(FIRST, "DELETE", one(made), "", "If-Match", "\"x\"");
        Response current = fixture.call(FIRST, "DELETE", one(made), "", "If-Match", etag);

        assertThat(code(stale)).isEqualTo("precondition_failed");
        assertThat(current.status()).isEqualTo(204);
    }
}
