package io.grantway.vault.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.ConfigRejected;
import io.grantway.config.Overlay;
import io.grantway.supply.OAuth2Config;
import io.grantway.vault.Access;
import io.grantway.vault.Provider;
import io.grantway.vault.ProviderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every template that comes along, and those of an operator.
class ProviderTemplatesTest {
    private static final ProviderTemplates BUILT_IN = ProviderTemplates.builtIn();

    /// What no template can know, beside the client.
    private static final String SAMPLES =
            """
            variables:
              api_version: '202610'
              app_name: PrintPixie
              user_agent: web:printpixie:1.0 (by /u/pixie)
              domain: dev-123.okta.com
              audience: https://api.example
              base: https://login.example:9031
              realm: pixie
              issuer: https://login.example
            """;

    /// Of the variables that an account brings.
    private static final Map<String, String> ACCOUNT =
            Map.ofEntries(
                    Map.entry("shop", "pixie"),
                    Map.entry("subdomain", "pixie"),
                    Map.entry("fhir_base", "https://fhir.example/r4"),
                    Map.entry("instance_url", "https://pixie.my.salesforce.com"),
                    Map.entry("realmId", "123"),
                    Map.entry("dc", "us6"),
                    Map.entry("base_uri", "https://eu.docusign.net"),
                    Map.entry("account_id", "abc"),
                    Map.entry("stripe_user_id", "acct_1"),
                    Map.entry("cloudId", "11111111-2222-3333-4444-555555555555"),
                    Map.entry("tenantId", "11111111-2222-3333-4444-555555555555"));

    static Stream<String> names() {
        return BUILT_IN.names().stream();
    }

    @Test
    void knowsAllThatComeAlong() {
        assertThat(BUILT_IN.names()).hasSize(52).contains("google", "flickr", "smart-fhir");
    }

    @ParameterizedTest
    @MethodSource("names")
    void assemblesWithAClientAndSampleVariables(String name) {
        Provider provider = provider(name);

        assertThat(provider.incomplete()).isEmpty();
        assertThat(provider.title()).isNotBlank();
        Map<String, String> values = values(provider);
        assertThat(provider.api().base().filled(values)).startsWith("https://");
        provider.api().headers().values().forEach(header -> header.filled(values));
        switch (provider.access()) {
            case Access.OAuth2 oauth2 -> {
                OAuth2Config tokens = oauth2.tokens().apply(account(provider));
                assertThat(tokens.knowsEndpoint()).isTrue();
                assertThat(tokens.clientId()).isEqualTo("pixie");
                oauth2.authorizationUrl().ifPresent(url -> url.filled(values));
            }
            case Access.OAuth1 oauth1 ->
                    assertThat(oauth1.client().consumerKey()).isEqualTo("pixie");
            case Access.ApiKey _, Access.Basic _ ->
                    throw new AssertionError("none of them is so simple");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesWhatIsMissingWithoutAClient(String name) {
        Provider provider =
                ProviderAssembly.of("default", BUILT_IN.whole(entry("name: " + name, Set.of())));

        assertThat(provider.incomplete())
                .hasValueSatisfying(
                        text -> assertThat(text).containsPattern("clientId|consumerKey"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysHowWellItIsKnown(String name) {
        ProviderConfig template = BUILT_IN.find(name).orElseThrow();

        ProviderFacts facts = Objects.requireNonNull(template.facts());
        assertThat(facts.confidence()).isNotNull();
        assertThat(facts.status()).isNotNull();
        assertThat(facts.sources()).isNotEmpty();
    }

    @Test
    void takesAFileOfTheOperatorBeforeItsOwn(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("google.yaml"),
                "{name: google, oauth2: {tokenUrl: 'https://here.example/token'}}");
        Files.writeString(
                directory.resolve("my-drive.yaml"),
                "{name: my-drive, apiKey: {apiBase: 'https://drive.example'}}");
        ProviderTemplates templates = ProviderTemplates.with(directory);

        assertThat(templates.find("google").orElseThrow().title()).isNull();
        assertThat(templates.find("my-drive")).isPresent();
        assertThat(templates.names()).hasSize(53);
    }

    @Test
    void refusesAFileThatSaysAnotherNameOrAnUnknownKey(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("my-drive.yaml"),
                "{name: yours, oauth2: {tokenURL: 'https://here.example/token'}}");

        assertThatThrownBy(() -> ProviderTemplates.with(directory).find("my-drive"))
                .isInstanceOf(ConfigRejected.class)
                .hasMessageContaining("tokenUrl")
                .hasMessageContaining("must be my-drive");
    }

    @Test
    void neverLooksOutsideItsDirectory(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("secret.yaml"), "name: secret");
        Path inner = Files.createDirectory(directory.resolve("providers"));

        assertThat(ProviderTemplates.with(inner).find("../secret")).isEmpty();
    }

    private static Provider provider(String name) {
        return ProviderAssembly.of(
                "default",
                BUILT_IN.whole(entry("name: " + name + "\ntemplate: " + name, Set.of("client"))));
    }

    private static Map<String, String> account(Provider provider) {
        Map<String, String> values = new HashMap<>(ACCOUNT);
        values.keySet()
                .retainAll(provider.variables().stream().map(Provider.Variable::name).toList());
        return values;
    }

    private static Map<String, String> values(Provider provider) {
        Map<String, String> values = new HashMap<>(provider.given());
        values.putAll(account(provider));
        return values;
    }

    private static ProviderConfig entry(String text, Set<String> more) {
        ProviderConfig plain = ProviderSamples.read(text);
        if (more.isEmpty()) {
            return plain;
        }
        ProviderConfig template = BUILT_IN.find(plain.name()).orElseThrow();
        ProviderConfig client =
                ProviderSamples.read(
                        text
                                + "\nclientId: pixie\nclientSecret: hidden"
                                + "\nconsumerKey: pixie\nconsumerSecret: hidden\n"
                                + base(template));
        ProviderConfig samples = ProviderSamples.read(text + "\n" + SAMPLES);
        Map<String, VariableConfig> known = new HashMap<>(samples.variables());
        known.keySet().retainAll(template.variables().keySet());
        known.keySet().removeIf(name -> plain.name().equals("shopify"));
        return Overlay.of(client, ProviderSamples.withVariables(plain, known));
    }

    private static String base(ProviderConfig template) {
        OAuth2AccessConfig oauth2 = template.oauth2();
        String version =
                template.name().equals("shopify") ? "variables: {api_version: '2026-10'}\n" : "";
        return version
                + (oauth2 == null || oauth2.apiBase() != null
                        ? ""
                        : "oauth2: {apiBase: 'https://api.example'}\n");
    }
}
