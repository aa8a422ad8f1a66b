package io.grantway.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Scenario 4 running for the tests of one class: services between a REST and a FHIR backend of
/// others, and Keycloak, which gives the tokens for both. Keycloak starts once for all classes.
final class OutgoingServers implements BeforeAllCallback, AfterAllCallback, TestWatcher {
    private static final List<String> SERVICES =
            List.of("GetClientBillingPlan", "GetPractitioner", "ImportClients");

    private final BillingBackend billing = new BillingBackend();
    private final List<String> more;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable FhirServer ehr;
    private @Nullable Keycloak keycloak;
    private @Nullable RunningServer server;
    private @Nullable Path directory;

    /// @param more configuration files of the test resources, beside the scenario's
    OutgoingServers(String... more) {
        this.more = List.of(more);
    }

    OutgoingServers with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path here = Distribution.emptyDirectory(context.getRequiredTestClass().getSimpleName());
        directory = here;
        keycloak =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .computeIfAbsent(
                                "Keycloak",
                                _ -> Keycloak.start(Distribution.emptyDirectory("Keycloak")),
                                Keycloak.class);
        keycloak.backendTokensLast(Duration.ofHours(1));
        ehr =
                new FhirServer(
                        0,
                        here.resolve("ehr"),
                        BearerCheck.judging(
                                token -> BackendToken.isGood(token, "system/Practitioner.read")),
                        keycloak.front().uri().resolve(Keycloak.backendTokens()));
        List<Path> config = new ArrayList<>();
        config.add(Files.copy(RunningServer.scenario("4-outgoing"), here.resolve("grantway.yaml")));
        for (String file : more) {
            config.add(Files.copy(Path.of("src/test/resources", file), here.resolve(file)));
        }
        Files.createDirectory(here.resolve("services"));
        Files.createDirectory(here.resolve("inbox"));
        for (String service : SERVICES) {
            deploy(
                    service,
                    Files.readString(
                            Path.of(System.getProperty("grantway.scenarios"))
                                    .resolve("services/" + service + ".java")));
        }
        environment.putIfAbsent("KEYCLOAK", keycloak.front().uri().toString());
        environment.put("BILLING", billing.uri().toString());
        environment.put("EHR", ehr.uri().resolve("/").toString().replaceAll("/$", ""));
        environment.put("OKTA_SECRET", Keycloak.SECRET);
        server = RunningServer.start(here, config, environment);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
        if (ehr != null) {
            ehr.close();
        }
        billing.close();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        System.err.println("--- the server's log when " + context.getDisplayName() + " failed");
        System.err.println(server().log());
    }

    RunningServer server() {
        return Objects.requireNonNull(server);
    }

    Keycloak keycloak() {
        return Objects.requireNonNull(keycloak);
    }

    BillingBackend billing() {
        return billing;
    }

    FhirServer ehr() {
        return Objects.requireNonNull(ehr);
    }

    /// Where the configuration, the services and the inbox are.
    Path directory() {
        return Objects.requireNonNull(directory);
    }

    /// Drops a service into the directory, in one step.
    void deploy(String name, String code) throws IOException {
        Path services = directory().resolve("services");
        Path written = Files.writeString(services.resolve("." + name + ".new"), code);
        Files.move(written, services.resolve(name + ".java"), StandardCopyOption.ATOMIC_MOVE);
    }

    /// How many tokens for the backends Keycloak was asked for.
    int tokenRequests() {
        return keycloak().front().asked(Keycloak.backendTokens());
    }

    /// Calls the channel `plan`, as the front desk does.
    Answer plan(String client) throws IOException {
        return at("/plan?client_id=" + URLEncoder.encode(client, StandardCharsets.UTF_8));
    }

    /// Calls a channel of the front desk's.
    Answer at(String pathAndQuery) throws IOException {
        return server().client()
                .get(
                        server().plain(pathAndQuery),
                        "Authorization",
                        Client.basic("frontdesk", "secret"));
    }

    URI gateway(String path) {
        return server().plain(path);
    }
}
