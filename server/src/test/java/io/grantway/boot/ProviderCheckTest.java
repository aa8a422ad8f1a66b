package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grantway.config.ConfigRejected;
import io.grantway.config.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderCheckTest {
    @TempDir Path directory;

    @Test
    void takesTheFifthScenarioAsItIsWritten() {
        Review review =
                Review.of(List.of(Path.of("../config/scenarios/5-vault.yaml")), Map.of(), false);

        assertThat(review.summary()).contains("4 providers");
        assertThat(review.warnings())
                .extracting(Note::text)
                .anyMatch(text ->
                        text.equals(
                                "the provider google-drive refuses for now: fill in clientId,"
                                        + " clientSecret of the provider"))
                .anyMatch(text -> text.contains("flickr") && text.contains("consumerKey"))
                .noneMatch(text -> text.contains("redirectUri"))
                .noneMatch(text -> text.contains("my-drive"));
    }

    @Test
    void saysEveryMistakeAtOnceWithTheNearestName() throws IOException {
        Files.createDirectory(directory.resolve("providers"));
        Files.writeString(
                directory.resolve("providers/own.yaml"),
                "{name: own, oauth2: {tokenURL: 'https://a.example/t'}}");

        assertThat(
                        report(
                                """
                                vault: {apps: [{name: pixie, providers: [googel]}]}
                                providers:
                                  - {name: google, scopes: [a]}
                                  - {name: drive, template: gogle}
                                  - {name: nobody}
                                  - {name: google}
                                  - {name: own}
                                  - {name: x1, template: x, apiKey: {apiBase: 'https://a.example'}}
                                  - name: mine
                                    oauth2:
                                      authorizationUrl: http://a.example/authorize
                                      tokenUrl: https://{host}/token
                                      apiBase: https://user@a.example
                                      authorizationParameters: {state: fixed}
                                    api: {credential: 'X-Token', headers: {'A B': c}}
                                  - name: open
                                    variables: {server: {source: callback}}
                                    oauth2: {tokenUrl: '{server}/token', apiBase: 'https://a.example'}
                                  - {name: ms, template: microsoft, variables: {tenant: a/b}}
                                """))
                .contains(
                        "did you mean \"google\"?",
                        "there is no provider template \"gogle\"",
                        "there is no provider template \"nobody\"",
                        "the provider \"google\" is there twice",
                        "did you mean \"tokenUrl\"?",
                        "has more than one of oauth2, oauth1, apiKey and basic",
                        "oauth2.authorizationUrl must be an https:// address",
                        "oauth2.tokenUrl has a place {host}, which no variable fills",
                        "oauth2.apiBase must be an https:// address",
                        "must not name state",
                        "api.credential must be a field with a place {token}",
                        "has a field A B that cannot be sent",
                        "variables.server needs a pattern",
                        "variables.tenant must be letters, digits",
                        "there is no provider \"googel\"");
    }

    @Test
    void tellsWhatEndsAndWhatIsNotCertain() throws IOException {
        Review review =
                Review.of(
                        List.of(
                                file(
                                        """
                                        providers:
                                          - {name: garmin-oauth1, consumerKey: k, consumerSecret: s}
                                          - {name: x-oauth1, consumerKey: k, consumerSecret: s}
                                          - {name: paypal, clientId: k, clientSecret: s}
                                          - {name: linkedin, clientId: k, clientSecret: s}
                                          - {name: box, clientId: k, clientSecret: s, facts: {confidence: high}}
                                        """)),
                        Map.of(),
                        false);

        assertThat(review.warnings())
                .extracting(Note::text)
                .anyMatch(text -> text.contains("garmin-oauth1 its provider ends this API"))
                .anyMatch(text -> text.contains("x-oauth1 is an old way"))
                .anyMatch(text -> text.contains("paypal") && text.contains("confidence low"))
                .anyMatch(text -> text.contains("paypal asks for no scopes"))
                .anyMatch(text -> text.contains("linkedin sends no PKCE"))
                .anyMatch(text -> text.contains("variables.api_version"))
                .anyMatch(text -> text.contains("needs vault.redirectUri"))
                .noneMatch(text -> text.contains("box is not certain"));
    }

    @Test
    void countsAChangedTemplateAsAChangeOfTheConfiguration() throws IOException {
        Files.createDirectory(directory.resolve("providers"));
        Path own = directory.resolve("providers/own.yaml");
        Files.writeString(own, "{name: own, apiKey: {apiBase: 'https://a.example'}}");
        Path file = file("providers: [{name: own}]\n");

        var before = ConfigurationFiles.load(List.of(file), List.of(), Map.of()).sources();
        assertThat(before.paths()).contains(own, directory.resolve("providers"));
        Files.writeString(own, "{name: own, apiKey: {apiBase: 'https://b.example'}}");

        assertThat(ConfigurationFiles.load(List.of(file), List.of(), Map.of()).sources())
                .isNotEqualTo(before);
    }

    private String report(String yaml) throws IOException {
        Path file = file(yaml);
        return catchThrowableOfType(
                        ConfigRejected.class,
                        () -> ConfigurationFiles.load(List.of(file), List.of(), Map.of()))
                .report();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("grantway.yaml"), yaml);
    }
}
