package io.grantway.config;

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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSchemaTest {
    private static final String TEXT =
            ConfigSchema.of(SampleConfig.class, SampleConfig.VARIANTS, "Sample");
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(TEXT, InputFormat.JSON);

    static Stream<String> forms() {
        return Stream.of(
                "apis: [{name: a, upstream: 'http://a'}]",
                "apis: [{name: a, upstream: {url: 'http://a', retries: '3'}}]",
                "apis: [{name: a, upstream: '${env:UP}', policies: [requireSubscription]}]",
                "apis: [{name: a, upstream: 'http://a', policies: [{requireSubscription: }]}]",
                "apis: [{name: a, upstream: 'http://a', policies: [{oauth2: {pkce: strict}}]}]",
                "apis: [{name: a, upstream: 'http://a', policies: [{oauth2: {pkce: '${env:P}'}}]}]",
                "listeners: {gateway: ':8443', admin: {maxHeader: 64KiB, idleTimeout: '${env:T}'}}",
                "listeners: {gateway: {maxHeader: 65536}}",
                "connections: [{name: a, fhir: {url: 'http://a'}}]",
                "authorizationServers: [{name: 7, builtIn: {issuer: 'http://a', scopes: [a, {name:"
                        + " b}]}}]",
                "frontDoors: [{name: a, path: /a, route: [{to: b, when: {parameter: {c: d}}}]}]");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void allowsEveryFormThatTheReaderTakes(String yaml) {
        Map<String, String> environment = Map.of("UP", "http://a", "P", "lax", "T", "5s");
        ConfigReader reader = new ConfigReader(SampleConfig.VARIANTS, Set.of());
        List<ConfigText> texts = List.of(new ConfigText("a", yaml));

        assertThat(
                        reader.load(SampleConfig.class, List.of(), texts, environment, (_, _) -> {})
                                .value())
                .isNotNull();
        assertThat(SCHEMA.validate(yaml, InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apis: [{name: a, upstrem: 'http://a'}]",
                "apis: [{upstream: 'http://a'}]",
                "apis: {name: a}",
                "apis: [{name: a, upstream: 'http://a', policies: [{oauth3: {}}]}]",
                "apis: [{name: a, upstream: 'http://a', policies: [{oauth2: {pkce: laxx}}]}]",
                "apis: [{name: a, upstream: 'no-uri'}]",
                "listeners: {gateway: {idleTimeout: 60}}",
                "listeners: {gateway: {idleTimeout: 60 s}}",
                "listeners: {gateway: {maxHeader: 64KB}}",
                "connections: [{name: a}]",
                "connections: [{name: a, rest: {url: a}, fhir: {url: 'http://a'}}]"
            })
    void refusesWhatTheReaderRefuses(String yaml) {
        assertThat(SCHEMA.validate(yaml, InputFormat.YAML)).isNotEmpty();
    }

    @Test
    void allowsTheFiveScenariosAtOnce() throws IOException {
        String golden = Files.readString(Path.of("src/test/config/all-five-scenarios.yamltest"));
        String[] parts = golden.substring(0, golden.indexOf("----------\n")).split("=== .*\n");

        for (String part : List.of(parts).subList(1, 6)) {
            assertThat(SCHEMA.validate(part, InputFormat.YAML)).as(part).isEmpty();
        }
    }

    @Test
    void marksSecretsAsWriteOnly() {
        assertThat(TEXT).containsPattern("\"secret\" : \\{[^}]*\"writeOnly\" : true");
        assertThat(TEXT)
                .containsPattern("\"provisionKey\" : \\{\\s*\"[$]ref\" : \"#/[$]defs/secret\"");
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(ConfigSchema.of(SampleConfig.class, SampleConfig.VARIANTS, "Sample"))
                .isEqualTo(TEXT)
                .endsWith("}\n");
    }
}
