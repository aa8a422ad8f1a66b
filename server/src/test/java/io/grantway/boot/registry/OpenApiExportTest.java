package io.grantway.boot.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.admin.AuditTrail;
import io.grantway.admin.OrderedIds;
import io.grantway.boot.Configuration;
import io.grantway.boot.ConfigurationFiles;
import io.grantway.config.ConfigText;
import io.grantway.config.Loaded;
import io.grantway.gateway.OperationConfig;
import io.grantway.store.SqlStore;
import io.grantway.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiExportTest {
    @Test
    void exportsTheOperationsOfADocumentAndNotItsFile(@TempDir Path directory) throws Exception {
        Files.copy(
                Path.of("src/test/resources/openapi/petstore-3.0.yaml"),
                directory.resolve("shop.yaml"));
        Path file = directory.resolve("grantway.yaml");
        Files.writeString(
                file,
                "apis: [{name: shop, upstream: 'http://127.0.0.1:9', routes: [{paths: [/v2]}],"
                        + " openapi: shop.yaml}]\n");
        TestClock clock = new TestClock();
        Loaded<Configuration> loaded = ConfigurationFiles.load(List.of(file), List.of(), Map.of());
        try (SqlStore store = SqlStore.open(directory.resolve("data"), clock)) {
            AuditTrail trail =
                    new AuditTrail(store.audit(), clock, new OrderedIds(clock, new Random(1)));
            LiveRegistry registry = new LiveRegistry(store.entities(), 0, trail, loaded, clock);

            String exported = ConfigExport.of(registry.union());

            assertThat(exported).doesNotContain("openapi", "shop.yaml");
            assertThat(
                            ConfigurationFiles.load(
                                            List.of(),
                                            List.of(new ConfigText("exported.yaml", exported)),
                                            Map.of())
                                    .value()
                                    .apis()
                                    .getFirst()
                                    .operations())
                    .map(OperationConfig::knownAs)
                    .hasSize(7)
                    .contains("bookVisit", "GET /v2/about");
        }
    }
}
