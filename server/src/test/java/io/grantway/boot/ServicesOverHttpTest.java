package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.testing.TestFhir;
import io.grantway.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Services of a whole server, from the channel to the connections and back.
@Timeout(60)
class ServicesOverHttpTest {
    /// As the scenario has it.
    private static final String SERVICE =
            """
            import io.grantway.service.Call;
            import io.grantway.service.Service;
            import java.util.Map;

            /// Returns a billing plan and its practitioner for the client in the input. Security is nowhere in sight.
            public class GetClientBillingPlan implements Service {
                @Override
                public Object handle(Call call) {
                    var plan = call.rest("REST Server").get(Map.of("client_id", call.input("client_id")));
                    var practitioner = call.fhir("My EHR").search("Practitioner", Map.of("active", "true", "_id", plan.text("practitioner_id")));
                    return Map.of("plan", plan.text("plan"), "practitioner", practitioner.first());
                }
            }
            """;

    private static final String CALLER =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString("frontdesk:secret".getBytes(StandardCharsets.UTF_8));

    private final TestFhir backend = new TestFhir();
    private TestServer server;
    private Path directory;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Files.createDirectories(directory.resolve("services"));
        Files.writeString(directory.resolve("services/GetClientBillingPlan.java"), SERVICE);
        server =
                TestServer.start(
                        directory,
                        """
                        securityDefinitions:
                          - name: Frontdesk
                            basic: {username: frontdesk, password: secret}
                        connections:
                          - name: REST Server
                            rest: {url: "%s/billing/{client_id}"}
                          - name: My EHR
                            fhir: {url: "%s", version: R4}
                        services:
                          directory: services
                          config: {greeting: "a-planted-value"}
                        channels:
                          - name: plan
                            rest: {path: /plan, methods: [GET, POST], security: Frontdesk, service: GetClientBillingPlan}
                        """
                                .formatted(backend.origin(), backend.base()));
    }

    @AfterEach
    void close() {
        server.close();
        backend.close();
    }

    private HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return server.administer(method, "/api/v1/services" + path, "application/json", body);
    }

    @Test
    void answersACallOfTheChannelWithWhatBothBackendsSay() throws Exception {
        backend.on(
                "GET /billing/42",
                new TestFhir.Reply(
                        200,
                        "{\"plan\": \"gold\", \"practitioner_id\": 7}",
                        "Content-Type",
                        "application/json"));
        String bundle =
                "{\"resourceType\": \"Bundle\", \"type\": \"searchset\", \"entry\": [{\"resource\":"
                        + " {\"resourceType\": \"Practitioner\", \"id\": \"7\"}}]}";
        backend.on("GET /fhir/Practitioner?active=true&_id=7", bundle);
        backend.on("GET /fhir/Practitioner?_id=7&active=true", bundle);
        HttpResponse<String> answer =
                server.call("GET", "/plan?client_id=42", "", "Authorization", CALLER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"plan\":\"gold\"")
                .contains("\"practitioner\":{\"resourceType\":\"Practitioner\",\"id\":\"7\"}");
    }

    @Test
    void tellsTheCallerWhichConnectionRefused() throws Exception {
        HttpResponse<String> answer =
                admin("POST", "/GetClientBillingPlan/invoke", "{\"client_id\": 43}");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .contains("connection \\\"REST Server\\\" answered 404: nothing here")
                .contains("(GetClientBillingPlan.java:9)");
    }

    @Test
    void tellsTheCallerWhichInputIsMissing() throws Exception {
        HttpResponse<String> answer = admin("POST", "/GetClientBillingPlan/invoke", "{}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("input \\\"client_id\\\" is missing");
    }

    @Test
    void showsVersionsAndPutsAnEarlierOneBack() throws Exception {
        deploy("GetPlan", "return 1;");
        awaitAnswer("GetPlan", "1");
        deploy("GetPlan", "return 2;");
        awaitAnswer("GetPlan", "2");
        assertThat(server.adminJson("/api/v1/services/GetPlan").path("version").asInt())
                .isEqualTo(2);
        assertThat(admin("POST", "/GetPlan/rollback", "{}").statusCode()).isEqualTo(200);
        awaitAnswer("GetPlan", "1");
        assertThat(admin("POST", "/GetPlan/rollback", "{}").statusCode()).isEqualTo(409);
        assertThat(admin("POST", "/GetPlans/rollback", "{}").statusCode()).isEqualTo(404);
        assertThat(admin("GET", "/GetPlans", "").statusCode()).isEqualTo(404);
        deploy("GetPlan", "return 3");
        while (!admin("GET", "/GetPlan", "").body().contains("GetPlan.java:4: ';' expected")) {
            Thread.onSpinWait();
        }
        assertThat(admin("GET", "", "").body()).contains("\"state\":\"refused\"");
    }

    @Test
    void givesServicesTheirConfigurationAndShowsItToNobody() throws Exception {
        deploy("GetPlan", "return call.config(\"greeting\").length();");
        awaitAnswer("GetPlan", "15");
        assertThat(server.administer("GET", "/api/v1/config/export", "", "").body())
                .doesNotContain("a-planted-value");
    }

    @Test
    void followsTheDirectoryOfAChangedConfiguration() throws Exception {
        Files.createDirectories(directory.resolve("others"));
        Files.writeString(directory.resolve("others/Other.java"), source("Other", "return 5;"));
        Files.writeString(
                server.config(),
                Files.readString(server.config())
                        .replace("directory: services", "directory: others"));
        server.reload();
        awaitAnswer("Other", "5");
        assertThat(admin("GET", "/GetClientBillingPlan", "").statusCode()).isEqualTo(404);
    }

    private void deploy(String name, String body) throws Exception {
        Path beside = directory.resolve("services/." + name);
        Files.writeString(beside, source(name, body));
        Files.move(
                beside,
                directory.resolve("services/" + name + ".java"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static String source(String name, String body) {
        return "import io.grantway.service.*;\npublic class "
                + name
                + " implements Service {\npublic Object handle(Call call) {\n"
                + body
                + " } }";
    }

    private void awaitAnswer(String name, String answer) throws Exception {
        while (!admin("POST", "/" + name + "/invoke", "{}").body().equals(answer)) {
            Thread.onSpinWait();
        }
    }
}
