package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// HAPI FHIR's client in a service: unpacked beside the services while the server runs, used with
/// the connection's own tokens.
class HapiClientTest {
    private static final Path HERE = Distribution.emptyDirectory("HapiClientTest");
    private static final Set<String> GOOD = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger TOKENS = new AtomicInteger();
    private static final LoopbackServer TOKEN_SERVER =
            new LoopbackServer(exchange -> {
                String token = "token-" + TOKENS.incrementAndGet();
                GOOD.add(token);
                LoopbackServer.json(
                        exchange,
                        200,
                        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                                .formatted(token));
            });
    private static final FhirServer EHR =
            new FhirServer(
                    0,
                    HERE.resolve("ehr"),
                    BearerCheck.listed(GOOD),
                    TOKEN_SERVER.uri().resolve("/token"));
    private static RunningServer server;

    private static final String SERVICE =
            """
            import ca.uhn.fhir.rest.client.api.IGenericClient;
            import ca.uhn.fhir.rest.server.exceptions.*;
            import io.grantway.fhir.FhirClients;
            import io.grantway.service.Call;
            import io.grantway.service.Service;
            import java.util.*;
            import org.hl7.fhir.r4.model.*;

            public class Types implements Service {
                @Override
                public Object handle(Call call) {
                    IGenericClient ehr = FhirClients.r4(call, "My EHR");
                    return switch (call.input("do")) {
                        case "read" -> ehr.read().resource(Practitioner.class)
                                .withId(call.input("id")).execute().getNameFirstRep().getFamily();
                        case "search" -> search(ehr);
                        case "create" -> create(ehr);
                        case "update" -> update(ehr);
                        case "elsewhere" -> ehr.read().resource(Practitioner.class)
                                .withUrl(call.input("url")).execute().getId();
                        default -> throw new IllegalArgumentException();
                    };
                }

                private Object search(IGenericClient ehr) {
                    List<String> found = new ArrayList<>();
                    Bundle page = ehr.search().forResource(Practitioner.class)
                            .where(Practitioner.ACTIVE.exactly().code("true"))
                            .count(5).returnBundle(Bundle.class).execute();
                    while (true) {
                        page.getEntry().forEach(entry -> found.add(
                                ((Practitioner) entry.getResource()).getNameFirstRep().getFamily()));
                        if (page.getLink(Bundle.LINK_NEXT) == null) {
                            return found;
                        }
                        page = ehr.loadPage().next(page).execute();
                    }
                }

                private Object create(IGenericClient ehr) {
                    Patient patient = new Patient().addName(new HumanName().setFamily("Zoë"));
                    patient.addIdentifier().setSystem("http://example.com/id").setValue("z|1");
                    var made = ehr.create().resource(patient).conditional()
                            .where(Patient.IDENTIFIER.exactly()
                                    .systemAndIdentifier("http://example.com/id", "new"))
                            .execute();
                    Patient read = ehr.read().resource(Patient.class).withId(made.getId()).execute();
                    return Map.of("created", made.getCreated(), "type", made.getId().getResourceType(),
                            "family", read.getNameFirstRep().getFamily());
                }

                private Object update(IGenericClient ehr) {
                    Practitioner one = ehr.read().resource(Practitioner.class).withId("2").execute();
                    one.getNameFirstRep().setFamily("Changed");
                    String now = ehr.update().resource(one).execute().getId().getVersionIdPart();
                    try {
                        ehr.update().resource(one).execute();
                        return "overwritten";
                    } catch (ResourceVersionConflictException | PreconditionFailedException e) {
                        return Map.of("now", now, "said", e.getMessage());
                    }
                }
            }
            """;

    @BeforeAll
    static void start() throws Exception {
        Path services = Files.createDirectory(HERE.resolve("services"));
        Path config =
                Files.copy(
                        Path.of("src/test/resources/hapi-client.yaml"),
                        HERE.resolve("grantway.yaml"));
        Files.writeString(services.resolve("Types.java"), SERVICE);
        server =
                RunningServer.start(
                        HERE,
                        List.of(config),
                        Map.of(
                                "TOKENS",
                                TOKEN_SERVER.uri().toString(),
                                "EHR",
                                EHR.uri().toString()));
        assertThat(server.log()).contains("Types.java:3: package io.grantway.fhir does not exist");
        unpackInto(Files.createDirectory(services.resolve("lib")));
        Waiting.until(
                Duration.ofSeconds(30),
                () -> server.log().contains("is live: Types"),
                () -> "the service is not there:\n" + server.log());
    }

    private static void unpackInto(Path lib) throws IOException, InterruptedException {
        Process tar =
                new ProcessBuilder(
                                "tar",
                                "xzf",
                                System.getProperty("grantway.fhirClient"),
                                "-C",
                                lib.toString())
                        .inheritIO()
                        .start();
        assertThat(tar.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tar.exitValue()).isZero();
    }

    @AfterAll
    static void close() {
        server.close();
        EHR.close();
        TOKEN_SERVER.close();
    }

    private static Answer types(String query) throws IOException {
        return server.client().get(server.plain("/types?do=" + query));
    }

    private static Answer good(String query) throws IOException {
        Answer answer = types(query);
        assertThat(answer.status()).as(answer + "\n" + server.log()).isEqualTo(200);
        return answer;
    }

    /// What only administrators are told of a call.
    private static String told(Answer answer) throws IOException {
        return AdminClient.of(server)
                .get("/api/v1/explain/" + answer.header("X-Request-Id"))
                .body();
    }

    @Test
    void readsWithTheConnectionsTokenAndRenewsItWhenItIsRefused() throws Exception {
        assertThat(good("read&id=7").body()).contains("Family7");
        GOOD.clear();

        assertThat(good("read&id=8").body()).contains("Family8");

        assertThat(EHR.asked().getLast()).endsWith("/fhir/Practitioner/8 " + lastToken());
        assertThat(server.log()).doesNotContain("token-" + TOKENS.get());
    }

    private static String lastToken() {
        String token = "token-" + TOKENS.get();
        return token.substring(token.length() - 6);
    }

    @Test
    void searchesPageByPage() throws Exception {
        int before = EHR.asked().size();

        assertThat(good("search").json().valueStream().map(it -> it.asString()))
                .hasSize(13)
                .startsWith("Family1", "Family3")
                .endsWith("Family25");

        assertThat(EHR.asked().subList(before, EHR.asked().size()))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains(" /fhir").endsWith(lastToken()));
    }

    @Test
    void createsOnCondition() throws Exception {
        Answer made = good("create");

        assertThat(made.json().path("created").asBoolean()).isTrue();
        assertThat(made.text("type")).isEqualTo("Patient");
        assertThat(made.text("family")).isEqualTo("Zoë");
    }

    @Test
    void updatesTheVersionThatWasReadOnly() throws Exception {
        Answer update = good("update");

        assertThat(update.text("now")).isEqualTo("2");
        assertThat(update.text("said"))
                .contains("409", "connection \"My EHR\"", "the version is 2");
    }

    @Test
    void saysWhatIsNotThereByHapisOwnException() throws Exception {
        Answer answer = types("read&id=4711");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(told(answer)).contains("ResourceNotFoundException", "Practitioner/4711");
    }

    @Test
    void takesTheTokenNowhereElse() throws Exception {
        try (LoopbackServer elsewhere =
                new LoopbackServer(exchange -> LoopbackServer.json(exchange, 200, "{}"))) {
            URI url = elsewhere.uri().resolve("/Practitioner/1");

            Answer answer = types("elsewhere&url=" + url);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(502);
            assertThat(told(answer)).contains("My EHR", "which is not the server's");
            assertThat(elsewhere.asked("/Practitioner/1")).isZero();
        }
    }
}
