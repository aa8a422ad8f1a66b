package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.AuthorizationPages.UserAdministration;
import io.grantway.authserver.User;
import io.grantway.catalog.Ids;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestBrowser;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class UserResourcesTest {
    private static final String USERS = "https://admin.example/api/v1/users";
    private static final String IN_SAMPLE = "?workspace=Sample";

    private final LoginFixture fixture = LoginFixture.standard();
    private final UserAdministration administration = fixture.pages.administration();

    @Test
    void aUserThatIsMadeCanLogIn() {
        Response made = create("{\"username\":\"ann\",\"password\":\"long enough\"}");
        TestBrowser browser = fixture.browser();
        Response login = browser.get(LoginFixture.REQUEST);
        Response sent = browser.post(LoginFixture.filled(login, "ann", "long enough"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers().first("Location"))
                .contains("/api/v1/users/" + id(made) + IN_SAMPLE);
        assertThat(sent.status()).isEqualTo(303);
    }

    @Test
    void aPasswordNeverComesOut() {
        Response made = create("{\"username\":\"ann\",\"password\":\"long enough\"}");
        User stored = fixture.users.findByName("Sample", "ann").orElseThrow();

        assertThat(stored.passwordHash()).startsWith("$argon2id$");
        assertThat(made.body().text()).doesNotContain("long enough", "argon2id", "password");
        assertThat(list("").body().text()).doesNotContain("argon2id", "password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"username\":\"ann\"} | password: is missing",
                "{\"password\":\"long enough\"} | username: is missing",
                "{\"username\":\"ann\",\"password\":\"short\"} | password: must have at least 8",
                "{\"username\":\"a b\",\"password\":\"long enough\"} | username: must be 1 to 128",
                "{\"username\":7,\"password\":\"long enough\"} | username: must be a string",
                "{\"username\":\"ann\",\"passwort\":\"long enough\"} | passwort: is not a field",
                "{\"username\":\"ann\",\"password\":\"long enough\",\"name\":\"\"} | name: must be",
                "[] | the body must be a JSON object",
            })
    void wrongInputIsNamed(String body, String complaint) {
        assertThatThrownBy(() -> create(body))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(400);
                            assertThat(problem.detail())
                                    .contains(complaint)
                                    .doesNotContain("long enough");
                        });
        assertThat(fixture.users.findByName("Sample", "ann")).isEmpty();
    }

    @Test
    void aPasswordOfMoreThanAThousandBytesIsRefused() {
        String body = "{\"username\":\"ann\",\"password\":\"" + "é".repeat(513) + "\"}";

        assertProblem(400, () -> create(body));
    }

    @Test
    void aNameIsTakenOnce() {
        create("{\"username\":\"ann\",\"password\":\"long enough\"}");

        assertProblem(409, () -> create("{\"username\":\"ann\",\"password\":\"long enough\"}"));
        assertProblem(409, () -> create("{\"username\":\"megan\",\"password\":\"long enough\"}"));
    }

    @Test
    void theSameNameIsAnotherUserInAnotherWorkspace() {
        create("{\"username\":\"ann\",\"password\":\"long enough\"}");
        String body = "{\"username\":\"ann\",\"password\":\"other enough\"}";

        assertThat(administration.create().handle(Requests.json(USERS, body)).status())
                .isEqualTo(201);
        assertThat(fixture.users.findByName("default", "ann")).isPresent();
    }

    @Test
    void aWorkspaceThatDoesNotExistIsNamed() {
        Request request = Requests.get(USERS + "?workspace=nowhere");

        assertThatThrownBy(() -> administration.list().handle(request))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(404);
                            assertThat(problem.detail()).contains("workspace");
                        });
    }

    @Test
    void aPatchChangesWhatItNames() {
        String id = id(create("{\"username\":\"ann\",\"password\":\"long enough\"}"));
        String before = hash("ann");

        change(id, "{\"name\":\"Ann Other\"}");
        assertThat(hash("ann")).isEqualTo(before);
        assertThat(show(id).body().text()).contains("Ann Other");

        change(id, "{\"password\":\"another one\"}");
        assertThat(hash("ann")).isNotEqualTo(before);
        assertThat(show(id).body().text()).contains("Ann Other");

        change(id, "{\"name\":null}");
        assertThat(Json.parse(show(id).body().text()).get("name").isNull()).isTrue();
        assertProblem(400, () -> change(id, "{\"username\":\"bob\"}"));
    }

    @Test
    void aDeletedUserIsLoggedOutEverywhere() {
        String id = id(create("{\"username\":\"ann\",\"password\":\"long enough\"}"));
        TestBrowser browser = fixture.browser();
        browser.post(LoginFixture.filled(browser.get(LoginFixture.REQUEST), "ann", "long enough"));

        assertThat(handle(administration.remove(), Requests.get(url(id)), id).status())
                .isEqualTo(204);
        assertThat(browser.get(LoginFixture.REQUEST).body().text()).contains("/login?");
        assertProblem(404, () -> show(id));
    }

    @Test
    void aDeclaredUserIsShownAndNotChanged() {
        String id = Ids.of("Sample", "user", "megan").toString();
        JsonNode shown = Json.parse(show(id).body().text());

        assertThat(shown.get("username").asString()).isEqualTo("megan");
        assertThat(shown.get("declared").asBoolean()).isTrue();
        assertProblem(409, () -> change(id, "{\"name\":\"x\"}"));
        assertProblem(409, () -> handle(administration.remove(), Requests.get(url(id)), id));
    }

    @Test
    void listsDeclaredAndMadeUsersTogetherPageByPage() {
        for (String name : new String[] {"zoe", "ann", "nick"}) {
            create("{\"username\":\"" + name + "\",\"password\":\"long enough\"}");
        }
        JsonNode first = Json.parse(list("&size=2").body().text());
        JsonNode second = Json.parse(list("&size=2&after=megan").body().text());

        assertThat(first.get("data").get(0).get("username").asString()).isEqualTo("ann");
        assertThat(first.get("data").get(1).get("username").asString()).isEqualTo("megan");
        assertThat(first.get("next").asString()).isEqualTo("megan");
        assertThat(second.get("data").get(1).get("username").asString()).isEqualTo("zoe");
        assertThat(second.get("next").isNull()).isTrue();
        assertProblem(400, () -> list("&size=0"));
    }

    @Test
    void anIdThatIsNoneIsNotFound() {
        assertProblem(404, () -> show("nonsense"));
        assertProblem(404, () -> show(new UUID(5, 5).toString()));
    }

    private Response create(String body) {
        return administration.create().handle(Requests.json(USERS + IN_SAMPLE, body));
    }

    private Response list(String more) {
        return administration.list().handle(Requests.get(USERS + IN_SAMPLE + more));
    }

    private Response show(String id) {
        return handle(administration.show(), Requests.get(url(id)), id);
    }

    private Response change(String id, String body) {
        return handle(administration.change(), Requests.json(url(id), body), id);
    }

    private String hash(String username) {
        return fixture.users.findByName("Sample", username).orElseThrow().passwordHash();
    }

    private static Response handle(Handler handler, Request request, String id) {
        return handler.handle(Requests.withVariables(request, Map.of("id", id)));
    }

    private static String url(String id) {
        return USERS + "/" + id + IN_SAMPLE;
    }

    private static String id(Response made) {
        return Json.parse(made.body().text()).get("id").asString();
    }

    private static void assertProblem(int status, Runnable act) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
    }
}
