package io.grantway.vault.notice;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Limits;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.vault.NoticeDelivery;
import io.grantway.vault.VaultNotice;
import io.grantway.vault.log.Redacted;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Brings notices to their receivers. Blocks.
public final class Post {
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), 64 * 1024);
    private static final String HMAC = "HmacSHA256";

    private final Outgoing outgoing;
    private final Supplier<Optional<MailConfig>> mail;
    private final InstantSource clock;

    /// @param mail server in force; asked anew for each mail
    public Post(Outgoing outgoing, Supplier<Optional<MailConfig>> mail, InstantSource clock) {
        this.outgoing = outgoing;
        this.mail = mail;
        this.clock = clock;
    }

    boolean mails() {
        return mail.get().isPresent();
    }

    /// @return why it did not arrive, for people; empty where it did
    Optional<String> send(Receiver receiver, NoticeDelivery delivery, List<VaultNotice> notices) {
        return switch (receiver) {
            case Receiver.Webhook webhook ->
                    send(webhook, delivery, NoticeText.json(delivery, notices));
            case Receiver.Mail to -> send(to, delivery, notices);
        };
    }

    private Optional<String> send(Receiver.Webhook webhook, NoticeDelivery delivery, String body) {
        String time = Long.toString(clock.instant().getEpochSecond());
        OutgoingRequest request =
                OutgoingRequest.post(
                                webhook.uri(), Trust.CONFIGURED, "application/json", Body.of(body))
                        .with("Grantway-Notice-Id", delivery.batch().toString())
                        .with("Grantway-Timestamp", time)
                        .with(
                                "Grantway-Signature",
                                "t=" + time + ",v1=" + signature(webhook.secret(), time, body))
                        .within(LIMITS);
        try {
            OutgoingAnswer answer = outgoing.fetch(request);
            boolean taken = answer.status() / 100 == 2;
            return taken ? Optional.empty() : Optional.of("status " + answer.status());
        } catch (OutgoingFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// The time is signed too: whoever has seen one could otherwise send it again whenever they
    /// like.
    static String signature(Secret secret, String time, String body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            byte[] key = secret.expose(text -> text.getBytes(StandardCharsets.UTF_8));
            mac.init(new SecretKeySpec(key, HMAC));
            return HexFormat.of()
                    .formatHex(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private Optional<String> send(
            Receiver.Mail to, NoticeDelivery delivery, List<VaultNotice> notices) {
        Optional<MailConfig> server = mail.get();
        if (server.isEmpty()) {
            return Optional.of("server.mail is not configured");
        }
        try {
            // Made only now: the library behind it is not even loaded before.
            new SmtpMail(server.get())
                    .send(
                            new SmtpMail.Mail(
                                    to.address(),
                                    NoticeText.subject(delivery, notices.size()),
                                    NoticeText.text(delivery, notices),
                                    delivery.batch().toString(),
                                    clock.instant()));
            return Optional.empty();
        } catch (MailFailure e) {
            return Optional.of(Redacted.of(String.valueOf(e.getMessage())));
        }
    }
}
