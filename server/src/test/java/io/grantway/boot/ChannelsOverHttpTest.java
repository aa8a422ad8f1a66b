package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

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

/// Channels of a whole server whose services are not deployed.
@Timeout(60)
class ChannelsOverHttpTest {
    private static final String YAML =
            """
            securityDefinitions:
              - name: Frontdesk
                basic: {username: frontdesk, password: "${env:FRONTDESK_PASSWORD:secret}"}
            services: {directory: services}
            channels:
              - name: plan
                rest: {path: /plan, methods: [GET, POST], security: Frontdesk, service: GetClientBillingPlan}
              - name: limited
                rest: {path: "/limited/{id}", service: S, policies: [{limitRate: {minute: 2, limitBy: ip}}]}
              - name: nightly
                schedule: {cron: "0 2 * * *", service: GetPractitioner}
              - name: imports
                files: {directory: inbox, pattern: "*.csv", service: ImportClients, done: archive, failed: rejected}
              - name: queue
                amqp: {url: "${env:AMQP_URL:}", queue: plans, service: GetClientBillingPlan}
            """;

    private static final String CALLER =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString("frontdesk:secret".getBytes(StandardCharsets.UTF_8));

    private static final String IMPORT =
            """
            import io.grantway.service.Call;
            import io.grantway.service.Service;

            public class ImportClients implements Service {
                @Override
                public Object handle(Call call) {
                    if (call.input("file").startsWith("bad")) {
                        throw new IllegalStateException("no client in it");
                    }
                    return "taken";
                }
            }
            """;

    private TestServer server;
    private Path directory;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Files.createDirectories(directory.resolve("services"));
        Files.writeString(directory.resolve("services/ImportClients.java"), IMPORT);
        server = TestServer.start(directory, YAML);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> admin(String method, String path) throws Exception {
        return server.administer(method, "/api/v1/channels" + path, "application/json", "");
    }

    @Test
    void endsARouteAtAServiceBehindTheSecurityThatIsConfigured() throws Exception {
        assertThat(server.call("GET", "/plan", "").statusCode()).isEqualTo(401);
        assertThat(server.call("GET", "/plan/more", "").statusCode()).isEqualTo(404);
        assertThat(server.call("PUT", "/plan", "").statusCode()).isEqualTo(405);
        HttpResponse<String> known = server.call("POST", "/plan", "{}", "Authorization", CALLER);
        assertThat(known.statusCode()).isEqualTo(404);
        assertThat(known.body()).contains("service_unknown");
        assertThat(admin("GET", "/plan/runs").body()).contains("there is no such service");

        String id = server.adminJson("/api/v1/explain/" + id(known)).toString();
        assertThat(id).contains("service_unknown").contains("service:GetClientBillingPlan");
        assertThat(server.administer("GET", "/metrics", "text/plain", "").body())
                .contains(
                        "grantway_channel_runs_total{channel=\"plan\",outcome=\"failed\","
                                + "workspace=\"default\"} 1");
    }

    private static String id(HttpResponse<String> response) {
        return io.grantway.http.Json.parse(response.body()).path("request_id").asString();
    }

    @Test
    void picksUpFilesForTheService() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("good.csv"), "id\n1\n");
        Files.writeString(inbox.resolve("bad.csv"), "id\n2\n");
        while (!Files.exists(directory.resolve("archive/good.csv"))
                || !Files.exists(directory.resolve("rejected/bad.csv"))) {
            Thread.onSpinWait();
        }
        assertThat(directory.resolve("rejected/bad.csv.reason.txt"))
                .content()
                .contains("no client in it", "ImportClients.java:8");
        assertThat(admin("GET", "/imports/runs").body()).contains("\"input\":\"good.csv\"");
    }

    @Test
    void putsCallsThroughTheChannelsPolicies() throws Exception {
        assertThat(server.call("GET", "/limited/1", "").statusCode()).isEqualTo(404);
        assertThat(server.call("GET", "/limited/2", "").statusCode()).isEqualTo(404);
        assertThat(server.call("GET", "/limited/3", "").statusCode()).isEqualTo(429);
    }

    @Test
    void pausesResumesAndRunsChannels() throws Exception {
        assertThat(admin("GET", "").body())
                .contains("\"name\":\"plan\"", "\"name\":\"queue\"", "\"kind\":\"files\"");
        assertThat(admin("POST", "/plan/pause").body()).contains("\"paused\":true");
        assertThat(server.call("GET", "/plan", "", "Authorization", CALLER).statusCode())
                .isEqualTo(503);
        assertThat(admin("POST", "/plan/resume").body()).contains("\"paused\":false");
        assertThat(admin("POST", "/plan/run").statusCode()).isEqualTo(409);
        assertThat(admin("POST", "/nightly/run").statusCode()).isEqualTo(200);
        assertThat(admin("GET", "/nothing").statusCode()).isEqualTo(404);
        assertThat(admin("GET", "/plan?workspace=Other").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsUnchangedChannelsAndChangesTheOthersWhenTheConfigurationDoes() throws Exception {
        admin("POST", "/plan/pause");
        admin("POST", "/nightly/pause");
        Files.writeString(
                server.config(),
                Files.readString(server.config()).replace("path: /plan,", "path: /other,"));
        server.reload();
        assertThat(admin("GET", "/nightly").body()).contains("\"paused\":true");
        assertThat(admin("GET", "/plan").body()).contains("\"paused\":false");
        assertThat(server.call("GET", "/other", "").statusCode()).isEqualTo(401);
        assertThat(server.call("GET", "/plan", "").statusCode()).isEqualTo(404);
    }
}
