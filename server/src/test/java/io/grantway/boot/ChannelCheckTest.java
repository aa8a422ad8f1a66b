package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.ConfigRejected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelCheckTest {
    @TempDir private Path directory;

    private Path written(String yaml) throws Exception {
        return Files.writeString(directory.resolve("grantway.yaml"), yaml);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rest: {path: /a, service: S, security: Frontdsk}"
                        + " | there is no security definition \"Frontdsk\"",
                "rest: {path: a, service: S} | a path starts with /",
                "rest: {path: /a, service: ''} | must be the name of a service",
                "rest: {path: /a, service: S, methods: [get]} | a method is written in capitals",
                "rest: {path: /a, service: S, policies: [{requireKey: {}}, {requireKey: {}}]}"
                        + " | requireKey is there twice",
                "rest: {path: /taken, service: S} | another route matches the same requests",
                "schedule: {cron: '0 24 * * *', service: S} | at character 3, the hour",
                "schedule: {cron: '0 2 * * *', zone: Berlin, service: S} | no time zone \"Berlin\"",
                "schedule: {service: S} | exactly one of cron, every and at",
                "schedule: {cron: '0 2 * * *', every: 5m, service: S}"
                        + " | exactly one of cron, every and at",
                "files: {directory: no/such/inbox, service: S, done: a, failed: b}"
                        + " | there is no directory",
                "files: {directory: a, service: S, done: a, failed: b} | must be other directories",
                "files: {directory: a, pattern: '[', service: S, done: b, failed: c}"
                        + " | is no pattern of names",
                "amqp: {url: 'http://a', queue: q, service: S} | must begin with amqp://",
                "kafka: {bootstrapServers: [a], topics: [t], group: g, service: S}"
                        + " | must be HOST:PORT",
                "rest: {path: /a, service: S}, schedule: {every: 5m, service: S}"
                        + " | exactly one of rest"
            })
    void saysWhatIsWrongWithAChannel(String channel, String message) throws Exception {
        Path file =
                written(
                        """
                        securityDefinitions: [{name: Frontdesk, bearer: {token: t}}]
                        channels:
                          - {name: other, rest: {path: /taken, service: S}}
                          - {name: wrong, %s}
                        """
                                .formatted(channel));
        assertThatThrownBy(() -> ConfigurationFiles.check(List.of(file), Map.of()))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        refused -> assertThat(refused.report()).contains(message));
    }

    @Test
    void findsARouteOfAnApiInTheWay() throws Exception {
        Path file =
                written(
                        """
                        apis:
                          - {name: A, upstream: "http://127.0.0.1:1", routes: [{paths: ["=/plan"], methods: [POST]}]}
                        channels:
                          - {name: plan, rest: {path: /plan, service: S}}
                        """);
        assertThatThrownBy(() -> ConfigurationFiles.check(List.of(file), Map.of()))
                .hasMessageContaining("another route matches the same requests");
    }
}
