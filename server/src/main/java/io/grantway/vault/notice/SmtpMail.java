package io.grantway.vault.notice;

import io.grantway.config.Secret;
import io.grantway.vault.notice.MailConfig.Tls;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

/// A mail server, over SMTP (RFC 5321).
final class SmtpMail {
    private static final String PATIENCE_MILLIS = "10000";

    private final MailConfig config;

    SmtpMail(MailConfig config) {
        this.config = config;
    }

    /// A plain text.
    ///
    /// @param id by which a mail that arrives twice is known
    record Mail(String to, String subject, String text, String id, Instant at) {}

    void send(Mail mail) throws MailFailure {
        Session session = Session.getInstance(properties());
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(session, mail);
            connect(transport);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw new MailFailure(config.host() + " did not take it: " + e.getMessage(), e);
        }
    }

    private void connect(Transport transport) throws MessagingException {
        Secret password = config.password();
        String word = password == null ? null : password.expose(each -> each);
        transport.connect(config.host(), config.portInForce(), config.username(), word);
    }

    private MimeMessage message(Session session, Mail mail) throws MessagingException {
        MimeMessage message = new Identified(session, "<" + mail.id() + "@" + domain() + ">");
        message.setFrom(new InternetAddress(config.from()));
        message.setRecipient(RecipientType.TO, new InternetAddress(mail.to()));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        // Nobody's holiday note is to answer (RFC 3834 §5).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(mail.at().atOffset(ZoneOffset.UTC)));
        message.saveChanges();
        return message;
    }

    private String domain() {
        return config.from().substring(config.from().lastIndexOf('@') + 1);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.timeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.writetimeout", PATIENCE_MILLIS);
        properties.put("mail.smtp.auth", Boolean.toString(config.username() != null));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(config.tls() == Tls.TLS));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(config.tls() == Tls.STARTTLS));
        // Whoever sits in between could otherwise take the offer out, and read all.
        properties.put(
                "mail.smtp.starttls.required", Boolean.toString(config.tls() == Tls.STARTTLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    /// Keeps its `Message-ID` (RFC 5322 §3.6.4).
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
