package io.grantway.analytics.stream;

import io.grantway.analytics.StreamsConfig.WebhookConfig;
import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An address that gets events in signed batches.
final class Webhook implements Destination {
    private static final int TOO_EARLY = 425;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;

    private final WebhookConfig config;
    private final Outgoing outgoing;
    private final Losses losses;
    private final InstantSource clock;

    Webhook(WebhookConfig config, Outgoing outgoing, Losses losses, InstantSource clock) {
        this.config = config;
        this.outgoing = outgoing;
        this.losses = losses;
        this.clock = clock;
    }

    @Override
    public Outcome send(List<CallEvent> events) {
        String body = body(events);
        // Signed anew for each attempt: a receiver refuses signatures that are old.
        String seconds = Long.toString(clock.instant().getEpochSecond());
        OutgoingRequest request =
                OutgoingRequest.post(
                                config.url(), Trust.CONFIGURED, "application/json", Body.of(body))
                        .with(
                                "Grantway-Signature",
                                "t="
                                        + seconds
                                        + ",v1="
                                        + signature(config.secret(), seconds, body));
        try {
            return outcome(outgoing.fetch(request).status());
        } catch (OutgoingFailure e) {
            losses.failing(String.valueOf(e.getMessage()));
            return e.reason() == OutgoingFailure.Reason.REFUSED ? Outcome.REFUSED : Outcome.NOT_NOW;
        }
    }

    private Outcome outcome(int status) {
        if (status / 100 == 2) {
            losses.fine();
            return Outcome.TAKEN;
        }
        losses.failing("it answers " + status);
        boolean later =
                status / 100 == 5
                        || status == TIMED_OUT
                        || status == TOO_EARLY
                        || status == TOO_MANY;
        return later ? Outcome.NOT_NOW : Outcome.REFUSED;
    }

    private static String body(List<CallEvent> events) {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("events");
        events.forEach(each -> all.add(each.json()));
        return Json.write(json);
    }

    /// With the time in it, so that nobody can send an old batch again unnoticed.
    static String signature(Secret secret, String seconds, String body) {
        byte[] key = secret.expose(text -> text.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] sum = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    @Override
    public void close() {
        // Connections are the client's.
    }
}
