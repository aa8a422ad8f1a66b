package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plants a secret in every place of a configuration and looks for it in everything that comes out.
class SecretsStayHiddenTest {
    private static final String PLANTED = "planted";
    private static final ConfigReader READER = new ConfigReader(SampleConfig.VARIANTS, Set.of());

    @TempDir Path directory;

    private Path file(String yaml) throws IOException {
        Files.writeString(directory.resolve("secret"), PLANTED);
        return Files.writeString(directory.resolve("a.yaml"), yaml);
    }

    private Loaded<SampleConfig> load(String yaml) throws IOException {
        Map<String, String> environment = Map.of("S", PLANTED);
        return READER.load(SampleConfig.class, List.of(file(yaml)), environment, (_, _) -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apis: [{name: a, upstream: '${env:S}'}]",
                "apis: [{name: a, upstream: 'http://a', policies: ['${file:secret}']}]",
                "apis: [{name: a, upstream: 'http://a', policies: [{oauth2: {pkce: '${env:S}'}}]}]",
                "apis: [{name: a, upstream: {url: 'http://a', retries: '${file:secret}'}}]",
                "listeners: {gateway: {idleTimeout: '${file:secret}', maxHeader: '1${env:S}'}}",
                "consumers: [{username: a, applications: [{name: a, clientSecret: [planted]}]}]",
                "consumers: [{username: a, applications: [{name: a, clientSecret: {planted: 1}}]}]",
                "consumers: [{username: a, applications: [{name: a, clientSecret: *planted}]}]",
                "consumers: [{username: a, applications: [{name: a, clientSecret: !planted a}]}]",
                "consumers: [{username: a, applications: [{name: a, clientSecret: !planted!a b}]}]",
                "consumers: [{username: a, applications: [{name: a, clientSecret: !<planted b}]}]",
                "consumers: [{username: a, applications: [{name: a, clientSecret:"
                        + " \"planted\\q\"}]}]",
                "consumers: [{username: a, applications: [{name: a, clientSecret: planted]}]",
                "consumers: [{username: a, applications: [{name: a, clientSecrt: planted}]}]",
                "consumers: [{username: a, applications: [{name: a, secret: planted}]}]",
                "consumers: [{username: a, clientSecret: {name: planted}}]",
                "consumers: [{username: a, applications: [{name: a, clientSecret: '${planted}'}]}]",
                "consumers:\n  - username: a\n    password: @planted\n"
            })
    void inReports(String yaml) throws IOException {
        ConfigRejected rejected = catchThrowableOfType(ConfigRejected.class, () -> load(yaml));

        StringWriter trace = new StringWriter();
        rejected.printStackTrace(new PrintWriter(trace));
        assertThat(rejected.mistakes()).isNotEmpty();
        assertThat(trace + rejected.report() + rejected.mistakes() + rejected.sources())
                .doesNotContain(PLANTED);
    }

    @Test
    void inEveryToString() throws IOException {
        Loaded<SampleConfig> loaded =
                load(
                        "consumers: [{username: a, applications: [{name: a, clientSecret:"
                                + " '${env:S}'}, {name: b, clientSecret: planted}, {name: c,"
                                + " clientSecret: '${file:secret}'}]}]");

        String everything = "" + loaded.value() + loaded.sources() + loaded.at(loaded.value());
        assertThat(everything).contains("clientSecret=[secret]").doesNotContain(PLANTED);
    }

    @Test
    void inMistakesOfAnotherFileThatSaysOtherwise() throws IOException {
        Path other =
                Files.writeString(directory.resolve("b.yaml"), "vault: {redirectUri: planted-too}");
        Path first = file("vault: {redirectUri: planted}");

        ConfigRejected rejected =
                catchThrowableOfType(
                        ConfigRejected.class,
                        () ->
                                READER.load(
                                        SampleConfig.class,
                                        List.of(first, other),
                                        Map.of(),
                                        (_, _) -> {}));

        assertThat(rejected.report())
                .contains(other + ":1:9  vault.redirectUri: is set to another value at ");
    }
}
