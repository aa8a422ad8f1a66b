package io.grantway.analytics.stream;

import io.grantway.analytics.StreamsConfig;
import io.grantway.analytics.StreamsConfig.FileConfig;
import io.grantway.analytics.StreamsConfig.KafkaConfig;
import io.grantway.analytics.StreamsConfig.WebhookConfig;
import io.grantway.analytics.stream.EventStream.Pace;
import io.grantway.http.Outgoing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The streams that are configured.
public final class EventStreams {
    /// For what comes back within some two minutes, if at all.
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60));

    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final int BATCH = 1000;

    private EventStreams() {}

    /// Starts them. Of libraries only those are loaded that one of them needs.
    ///
    /// @throws IllegalArgumentException when a setting cannot be used
    public static List<EventStream> start(
            StreamsConfig config, Outgoing outgoing, InstantSource clock) {
        List<EventStream> streams = new ArrayList<>(3);
        // First, since its settings are the ones that may be refused.
        KafkaConfig kafka = config.kafka();
        if (kafka != null) {
            Losses losses = new Losses("event stream to kafka");
            Pace pace = new Pace(BATCH, MOMENT, List.of());
            streams.add(new EventStream("kafka", pace, losses, new KafkaTopic(kafka, losses)));
        }
        FileConfig file = config.file();
        if (file != null) {
            Losses losses = new Losses("event stream to a file");
            Pace pace = new Pace(BATCH, MOMENT, PAUSES);
            streams.add(new EventStream("file", pace, losses, new EventFile(file, losses)));
        }
        WebhookConfig webhook = config.webhook();
        if (webhook != null) {
            Losses losses = new Losses("event stream to a webhook");
            Pace pace = new Pace(webhook.batch(), Duration.ofSeconds(1), PAUSES);
            Webhook destination = new Webhook(webhook, outgoing, losses, clock);
            streams.add(new EventStream("webhook", pace, losses, destination));
        }
        return streams;
    }
}
