package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownProvidersTest {
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(KnownProviders.schema());

    @Test
    void listsAllThatComeAlongWithHowWellTheyAreKnown() {
        assertThat(KnownProviders.builtIn().lines())
                .hasSize(52)
                .contains(
                        new KnownProviders.Line("flickr", "Flickr", "oauth1", "current", "high"),
                        new KnownProviders.Line("paypal", "PayPal", "oauth2", "current", "low"));
    }

    @Test
    void showsWhatIsNotCertainAndWhatToRegister() {
        assertThat(KnownProviders.builtIn().show("garmin").orElseThrow())
                .contains(
                        "# confidence: low",
                        "# look up before you trust it: urls.authorization",
                        "# register there as redirect URI: https://localhost:8443/connect/callback",
                        "# to use it, fill in clientId, clientSecret",
                        "tokenUrl: https://diauth.garmin.com/di-oauth2-service/oauth/token");
    }

    @Test
    void showsAnEntryAsItsTemplateAndItTogether(@TempDir Path directory) throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("grantway.yaml"),
                        """
                        vault: {redirectUri: "https://api.example/connect/callback"}
                        providers: [{name: photos, template: google, clientId: me, clientSecret: planted}]
                        """);

        assertThat(KnownProviders.of(List.of(file), Map.of()).show("photos").orElseThrow())
                .contains(
                        "https://api.example/connect/callback",
                        "clientId: me",
                        "tokenUrl: https://oauth2.googleapis.com/token")
                .doesNotContain("planted");
    }

    @Test
    void knowsWhatWasMeant() {
        assertThat(KnownProviders.builtIn().show("gogle")).isEmpty();
        assertThat(KnownProviders.builtIn().nearest("gogle")).contains("google");
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("../config/providers"))) {
            return all.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileThatComesAlongFitsTheSchema(Path file) throws IOException {
        assertThat(SCHEMA.validate(Files.readString(file), InputFormat.YAML)).isEmpty();
    }

    @Test
    void theSchemaRefusesAnUnknownKey() {
        assertThat(SCHEMA.validate("{name: a, oauth2: {tokenURL: b}}", InputFormat.YAML))
                .isNotEmpty();
    }

    @Test
    void theSchemaIsUpToDate() throws IOException {
        assertThat(Files.readString(Path.of("../config/provider.schema.json")))
                .as("run `make docs` and commit what it wrote")
                .isEqualTo(KnownProviders.schema());
    }
}
