package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.config.ConfigText;
import io.grantway.config.Note;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAmbiguityTest {
    private static final String OPAQUE =
            "introspection: {endpoint: \"http://127.0.0.1:1/i\", clientId: g}";

    private static List<String> notes(String one, String two, String policy) {
        String yaml =
                """
                authorizationServers:
                  - {name: local, builtIn: {issuer: "https://localhost:8443/auth"}}
                  - {name: one, external: {%s}}
                  - {name: two, external: {%s}}
                apis:
                  - name: orders
                    upstream: http://127.0.0.1:1
                    routes: [{paths: [/orders]}]
                    policies: [{requireToken: {%s}}]
                """
                        .formatted(one, two, policy)
                        .replace("OPAQUE", OPAQUE);
        return ServerAmbiguity.of(
                        ConfigurationFiles.load(
                                List.of(), List.of(new ConfigText("test.yaml", yaml)), Map.of()))
                .stream()
                .map(Note::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer: \"https://a\"|issuer: \"https://b\"|audience: [x]|",
                "issuer: \"https://a\"|issuer: \"https://a\"|audience:"
                    + " [x]|authorizationServers[2].external.issuer: duplicate issuer: one has it"
                    + " too",
                "issuer: \"https://localhost:8443/auth\"|issuer: \"https://b\"|audience:"
                        + " [x]|authorizationServers[1].external.issuer: duplicate issuer: local",
                "OPAQUE, tokens: {prefix: a_}|OPAQUE, tokens: {prefix: b_}|audience: [x]|",
                "OPAQUE, tokens: {prefix: a_}|OPAQUE, tokens: {prefix: a_}|audience:"
                        + " [x]|tokens.prefix: overlapping prefixes: one has the same",
                "OPAQUE, tokens: {prefix: a_}|OPAQUE, tokens: {prefix: a_live_}|audience:"
                        + " [x]|tokens of one that begin like the longer one are taken for those of"
                        + " two",
                "OPAQUE|OPAQUE|audience: [x]|external: ambiguous tokens: opaque ones of two and one"
                        + " look alike",
                "issuer: \"https://a\"|issuer: \"https://b\", audience: [y]|from: [local, two]|",
                "issuer: \"https://a\"|issuer: \"https://b\", audience: [y]|from: [one,"
                        + " two]|policies[0].requireToken: missing audience: tokens of one open it"
            })
    void saysWhatCannotBeToldApart(String one, String two, String policy, String note) {
        List<String> notes = notes(one, two, policy);
        if (note == null) {
            assertThat(notes).isEmpty();
        } else {
            assertThat(notes).hasSize(1).first().asString().contains(note);
        }
    }
}
