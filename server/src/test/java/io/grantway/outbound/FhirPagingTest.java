package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grantway.outbound.FhirFailure.Reason;
import io.grantway.testing.TestFhir;
import io.grantway.testing.TestFhir.Asked;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Links that servers have been seen to send, and such as somebody who means harm would.
class FhirPagingTest {
    private final FhirFixture fixture = new FhirFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String page(String next, String... ids) {
        StringBuilder entries = new StringBuilder();
        for (String id : ids) {
            entries.append(entries.isEmpty() ? "" : ",")
                    .append("{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"")
                    .append(id)
                    .append("\"}}");
        }
        String link = next.isEmpty() ? "" : "{\"relation\":\"next\",\"url\":\"" + next + "\"}";
        return FhirConnectionTest.bundle(link, entries.toString());
    }

    private List<String> found(FhirConnection ehr) {
        return ehr.search("Patient", Map.of())
                .all()
                .map(patient -> patient.path("id").stringValue())
                .toList();
    }

    private void refuses(FhirConnection ehr, Reason reason) {
        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> found(ehr))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    @Test
    void asksForAnAddressThatAnAnswerNamedAtTheServerAlone() {
        URI base = fixture.server.base();

        assertThat(fixture.ehr.at("GET", base + "?_getpages=a").link().orElseThrow())
                .isEqualTo(new OutboundLink(URI.create(base + "?_getpages=a"), true));
        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> fixture.ehr.at("GET", "http://elsewhere.example/fhir?page=2"))
                .withMessageContaining("the address is at http://elsewhere.example")
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.LINK));
    }

    @Test
    void followsPagesToTheLast() {
        URI base = fixture.server.base();
        fixture.server.on("GET /fhir/Patient", page(base + "?_getpages=a&amp=1", "1", "2"));
        fixture.server.on("GET /fhir?_getpages=a&amp=1", page(base + "?_getpages=b", "3"));
        fixture.server.on("GET /fhir?_getpages=b", page(""));

        assertThat(found(fixture.ehr)).containsExactly("1", "2", "3");
    }

    @Test
    void asksForAPageOnlyWhenItIsNeeded() {
        fixture.server.on("GET /fhir/Patient", page("?p=2", "1", "2"));

        JsonNode first = fixture.ehr.search("Patient", Map.of()).all().findFirst().orElseThrow();

        assertThat(first.path("id").stringValue()).isEqualTo("1");
        assertThat(fixture.server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "Patient?p=2 /fhir/Patient?p=2",
                "?p=2 /fhir?p=2",
                "/fhir/page/2 /fhir/page/2",
                "/elsewhere?p=2 /elsewhere?p=2",
                "//127.0.0.1:PORT/fhir?p=2 /fhir?p=2",
                "HTTP://127.0.0.1:PORT/fhir?p=2 /fhir?p=2",
                "http://127.0.0.1:PORT/fhir?p=2#here /fhir?p=2",
                "http://127.0.0.1:PORT/fhir?identifier=http://x|1 /fhir?identifier=http://x%7C1",
                "http://127.0.0.1:PORT/fhir?name=Müller /fhir?name=M%C3%BCller",
                "http://127.0.0.1:PORT/fhir?a=%2F&b=%20 /fhir?a=%2F&b=%20",
            })
    void readsLinksOfManyForms(String link, String target) {
        String port = Integer.toString(fixture.server.origin().getPort());
        fixture.server.on("GET /fhir/Patient", page(link.replace("PORT", port), "1"));
        fixture.server.on("GET " + target, page("", "2"));

        assertThat(found(fixture.ehr)).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/fhir?p=2",
                "https://127.0.0.1:PORT/fhir?p=2",
                "http://localhost:PORT/fhir?p=2",
                "http://127.0.0.1/fhir?p=2",
                "//evil.example/fhir",
                "http://127.0.0.1:PORT@evil.example/fhir",
                "http://user:pass@127.0.0.1:PORT/fhir",
                "http://127.0.0.1:PORT:PORT/fhir",
                "http://127.0.0.1:PORT.evil.example/fhir",
                "http://127.0.0.1:PORT\\\\@evil.example/fhir",
                "http:/fhir",
                "http:",
                "http://",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "jar:http://127.0.0.1:PORT/x!/y",
                "http://[::1]:PORT/fhir",
                "http://169.254.169.254/latest/meta-data/",
            })
    void asksNobodyForAPageElsewhere(String link) {
        String port = Integer.toString(fixture.server.origin().getPort());
        fixture.server.on("GET /fhir/Patient", page(link.replace("PORT", port), "1"));

        refuses(fixture.ehr, Reason.LINK);
        assertThat(fixture.server.asked()).hasSize(1);
    }

    @Test
    void namesTheSettingForAServerBehindAProxy() {
        fixture.server.on("GET /fhir/Patient", page("http://hapi.internal:8080/fhir?p=2", "1"));

        assertThatExceptionOfType(FhirFailure.class)
                .isThrownBy(() -> found(fixture.ehr))
                .withMessageContaining("http://hapi.internal:8080")
                .withMessageContaining("fhir.paging.rewriteNext");
    }

    @ParameterizedTest
    @CsvSource({
        "http://hapi.internal:8080,http://hapi.internal:8080/fhir?p=2,/fhir?p=2",
        "http://hapi.internal:8080,http://hapi.internal:8080?p=2,/?p=2",
        "http://hapi.internal:8080/,http://hapi.internal:8080/x?p=2,/x?p=2",
        "http://hapi.internal:8080/hapi/r4,http://hapi.internal:8080/hapi/r4?p=2,/fhir?p=2",
        "http://hapi.internal:8080/hapi/r4,http://hapi.internal:8080/hapi/r4/P?p=2,/fhir/P?p=2",
    })
    void followsLinksToTheServersInsideNameAtItsOutside(String inside, String link, String target) {
        fixture.server.on("GET /fhir/Patient", page(link, "1"));
        fixture.server.on("GET " + target.replace("/?", "?"), page("", "2"));
        fixture.server.on("GET " + target, page("", "2"));

        assertThat(found(fixture.ehr(3, 100, List.of(inside)))).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hapi.internal:8080/hapi/r44?p=2",
                "http://hapi.internal:8080/other?p=2",
                "http://hapi.internal/hapi/r4?p=2",
                "http://hapi.internal:8080.evil.example/hapi/r4"
            })
    void rewritesNothingElse(String link) {
        fixture.server.on("GET /fhir/Patient", page(link, "1"));

        refuses(fixture.ehr(3, 100, List.of("http://hapi.internal:8080/hapi/r4")), Reason.LINK);
    }

    @Test
    void endsAtAPageThatWasReadAlready() {
        fixture.server.on("GET /fhir/Patient", page("?p=2", "1"));
        fixture.server.on("GET /fhir?p=2", page("?p=3", "2"));
        fixture.server.on("GET /fhir?p=3", page("?p=2", "3"));

        refuses(fixture.ehr(100, 100, List.of()), Reason.LINK);
        assertThat(fixture.server.asked()).hasSize(3);
    }

    @Test
    void endsAtTheMostPages() {
        fixture.server.on("GET /fhir/Patient", page("?p=2"));
        fixture.server.on("GET /fhir?p=2", page("?p=3"));
        fixture.server.on("GET /fhir?p=3", page("?p=4"));

        refuses(fixture.ehr, Reason.TOO_MUCH);
        assertThat(fixture.server.asked()).hasSize(3);
    }

    @Test
    void endsAtTheMostRows() {
        fixture.server.on("GET /fhir/Patient", page("?p=2", "1", "2"));
        fixture.server.on("GET /fhir?p=2", page("", "3", "4"));

        refuses(fixture.ehr(3, 3, List.of()), Reason.TOO_MUCH);
    }

    @Test
    void asksByPostWhereTheServersOwnLinkIsTooLong() {
        String query = "_id=" + "a,".repeat(5000);
        fixture.server.on("GET /fhir/Patient", page("Patient?" + query, "1"));
        fixture.server.on("POST /fhir/Patient/_search", page("", "2"));

        assertThat(found(fixture.ehr)).containsExactly("1", "2");
        assertThat(fixture.server.asked().getLast().body()).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"resourceType\":\"Patient\"}", "{\"resourceType\":\"OperationOutcome\"}"})
    void refusesAPageThatIsNoBundle(String page) {
        fixture.server.on("GET /fhir/Patient", page("?p=2", "1"));
        fixture.server.on("GET /fhir?p=2", page);

        refuses(fixture.ehr, Reason.NOT_FHIR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceType\":\"Bundle\",\"link\":7,\"entry\":\"none\"}",
                "{\"resourceType\":\"Bundle\",\"link\":[7,{\"relation\":\"next\"}],\"entry\":[1]}",
                "{\"resourceType\":\"Bundle\",\"link\":[{\"relation\":\"next\",\"url\":{}}]}",
                "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":\"x\"},{}]}"
            })
    void readsNothingOutOfAMisshapenBundle(String bundle) {
        fixture.server.on("GET /fhir/Patient", bundle);

        assertThat(found(fixture.ehr)).isEmpty();
    }

    @Test
    void neverShowsTheTokenToAnotherServer() {
        try (TestFhir other = new TestFhir()) {
            other.on("GET /fhir?p=2", page("", "2"));
            fixture.server.on("GET /fhir/Patient", page(other.base() + "?p=2", "1"));

            refuses(fixture.ehr, Reason.LINK);
            assertThat(other.asked()).extracting(Asked::target).isEmpty();
        }
    }
}
