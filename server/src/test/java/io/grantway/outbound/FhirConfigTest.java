package io.grantway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigRejected;
import io.grantway.config.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirConfigTest {
    @TempDir Path directory;

    record Settings(List<ConnectionConfig> connections) {}

    private ConnectionConfig read(String fhir) throws IOException {
        String yaml = "connections:\n  - name: My EHR\n    fhir: " + fhir + "\n";
        Path file = Files.writeString(directory.resolve("grantway.yaml"), yaml);
        return new ConfigReader(Variants.NONE, Set.of())
                .load(Settings.class, List.of(file), Map.of(), (_, _) -> {})
                .value()
                .connections()
                .getFirst();
    }

    @Test
    void needsLittle() throws IOException {
        ConnectionConfig connection =
                read("{url: \"http://127.0.0.1:9400/fhir\", version: R4, security: Okta}");
        FhirConfig fhir = Objects.requireNonNull(connection.fhir());

        assertThat(fhir.version()).isEqualTo(FhirVersion.R4);
        assertThat(fhir.paging()).isEqualTo(new FhirPagingConfig(1000, 1_000_000, List.of()));
        assertThat(fhir.export().maxWait()).isEqualTo(Duration.ofHours(24));
        assertThat(connection.calls().url()).isEqualTo("http://127.0.0.1:9400/fhir");
        assertThat(connection.calls().security()).isEqualTo("Okta");
        assertThat(fhir.fileCalls().timeout()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void takesAllThatAConnectionTakes() throws IOException {
        ConnectionConfig connection =
                read(
                        "{url: 'https://ehr.example/r5', version: R5, timeout: 5s, pool: 3,"
                                + " retries: 0, headers: {Epic-Client-ID: x}, tls: {verify: false},"
                                + " paging: {rewriteNext: ['http://inside:8080/fhir']}, export:"
                                + " {directory: bulk, fileOrigins: ['https://f.example']}}");

        assertThat(connection.calls().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(connection.calls().pool()).isEqualTo(3);
        assertThat(connection.calls().headers()).containsEntry("Epic-Client-ID", "x");
        assertThat(connection.calls().tls().verify()).isFalse();
        assertThat(Objects.requireNonNull(connection.fhir()).export().directory())
                .isEqualTo(directory.resolve("bulk"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{url: 'ftp://a.example'} | fhir.url: must be an address",
                "{url: 'https://a.example/{tenant}/fhir'} | fhir.url: must be an address",
                "{url: 'https://a.example/fhir?x=1'} | fhir.url: must be an address",
                "{url: 'https://me:secret@a.example/fhir'} | fhir.url: must be an address",
                "{url: 'https://a.example', version: DSTU2} | fhir.version",
                "{url: 'https://a.example', ping: /Patient} | fhir.ping: must be a read below url",
                "{url: 'https://a.example', ping: 'https://b.example/'} | fhir.ping: must be below"
                        + " url",
                "{url: 'https://a.example', ping: 'Patient/../../x'} | fhir.ping: must be a read",
                "{url: 'https://a.example', paging: {maxPages: 0}} | fhir.paging.maxPages: must be",
                "{url: 'https://a.example', paging: {rewriteNext: [b.example]}} |"
                        + " fhir.paging.rewriteNext: must be",
                "{url: 'https://a.example', export: {fileOrigins: ['*']}} |"
                        + " fhir.export.fileOrigins: must",
                "{url: 'https://a.example', export: {pollEvery: 0s}} | fhir.export.pollEvery: must",
                "{url: 'https://a.example', pool: 0} | fhir.pool: must be",
            })
    void refusesWhatCannotWork(String fhir, String why) {
        assertThatExceptionOfType(ConfigRejected.class)
                .isThrownBy(() -> read(fhir))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("me:secret"));
    }
}
