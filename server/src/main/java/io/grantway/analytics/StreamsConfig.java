package io.grantway.analytics;

import io.grantway.config.ByteSize;
import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where every call and every token event is told, one by one.
public record StreamsConfig(
        @Key("A file, one line of JSON for each; off where absent.") @Nullable FileConfig file,
        @Key("Requests to an address of yours; off where absent.") @Nullable WebhookConfig webhook,
        @Key("A topic of Kafka; off where absent.") @Nullable KafkaConfig kafka) {
    boolean isEmpty() {
        return file == null && webhook == null && kafka == null;
    }

    /// A file that is followed by another when it is full.
    public record FileConfig(
            @Key(value = "The file that is appended to.", example = "logs/events.jsonl") Path path,
            @Key(
                            value =
                                    "Where it is larger it becomes `events.jsonl.1`, and a new one"
                                            + " begins.",
                            or = "100MiB")
                    ByteSize size,
            @Key(value = "How many of those are kept, from 1 to 1000.", or = "5") int files) {
        public FileConfig {
            if (size.bytes() < 1024) {
                throw new IllegalArgumentException("size must be 1KiB at least");
            }
            if (files < 1 || files > 1000) {
                throw new IllegalArgumentException("files must be a number from 1 to 1000");
            }
        }
    }

    /// An address that gets events in batches.
    public record WebhookConfig(
            @Key(
                            value =
                                    "Gets `POST` with `{\"events\": […]}`; any status 2xx takes"
                                            + " them.",
                            example = "https://events.example/grantway")
                    URI url,
            @Key(
                            value =
                                    "Signs each request: `Grantway-Signature` is"
                                            + " `t=SECONDS,v1=HEX`, the HMAC-SHA-256 of"
                                            + " `SECONDS.BODY`.",
                            example = "${env:WEBHOOK_SECRET}")
                    Secret secret,
            @Key(value = "Events in one request, from 1 to 1000.", or = "500") int batch) {
        private static final int SHORTEST = 16;

        public WebhookConfig {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        "url must be an http:// or https:// URL without a user");
            }
            if (secret.<Boolean>expose(text -> text.length() < SHORTEST)) {
                throw new IllegalArgumentException(
                        "secret must have " + SHORTEST + " characters at least");
            }
            if (batch < 1 || batch > 1000) {
                throw new IllegalArgumentException("batch must be a number from 1 to 1000");
            }
        }
    }

    /// A topic.
    public record KafkaConfig(
            @Key(value = "Where to find the cluster.", example = "['kafka-1:9092', 'kafka-2:9092']")
                    List<String> brokers,
            @Key(
                            value = "The topic, which must be there or be made by the cluster.",
                            example = "grantway")
                    String topic,
            @Key(
                            value =
                                    "Settings of Kafka's producer, such as `security.protocol` and"
                                            + " `sasl.jaas.config`.")
                    Map<String, Secret> properties) {
        public KafkaConfig {
            if (brokers.isEmpty()) {
                throw new IllegalArgumentException("brokers must name one at least");
            }
            for (String broker : brokers) {
                if (!broker.matches("\\S+:[0-9]{1,5}")) {
                    throw new IllegalArgumentException(
                            "brokers: '" + broker + "' must be HOST:PORT");
                }
            }
            if (!topic.matches("[a-zA-Z0-9._-]{1,249}")) {
                throw new IllegalArgumentException(
                        "topic must be up to 249 letters, digits, dots, underscores and hyphens");
            }
            for (String ours : List.of("bootstrap.servers", "key.serializer", "value.serializer")) {
                if (properties.containsKey(ours)) {
                    throw new IllegalArgumentException(
                            "properties: " + ours + " is set by the server itself");
                }
            }
        }
    }
}
