package io.grantway.outbound;

import io.grantway.config.ByteSize;
import io.grantway.testing.PlainConnection;
import io.grantway.testing.TestFhir;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A FHIR connection to a server of the test.
final class FhirFixture implements AutoCloseable {
    final TestFhir server = new TestFhir();
    final HttpClient client = HttpClient.newHttpClient();
    final FhirConnection ehr = ehr(3, 100, List.of());

    PlainConnection connection() {
        return new PlainConnection(server.base(), client);
    }

    FhirConnection ehr(int maxPages, long maxRows, List<String> rewriteNext) {
        FhirPagingConfig paging = new FhirPagingConfig(maxPages, maxRows, rewriteNext);
        return FhirConnection.of(config(server.base(), paging, export(List.of())), connection());
    }

    /// With waits that take no time.
    static FhirExportConfig export(List<String> fileOrigins) {
        return new FhirExportConfig(
                null,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofHours(24),
                Duration.ofHours(6),
                fileOrigins);
    }

    static FhirConfig config(URI base, FhirPagingConfig paging, FhirExportConfig export) {
        return new FhirConfig(
                base.toString(),
                FhirVersion.R4,
                null,
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                20,
                Duration.ofSeconds(1),
                2,
                10,
                new RestConfig.CircuitConfig(10, Duration.ofSeconds(5), List.of(503)),
                Map.of(),
                null,
                new RestConfig.TlsConfig(null, true, null),
                ByteSize.ofMiB(64),
                true,
                paging,
                export,
                "Patient?_count=0");
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
