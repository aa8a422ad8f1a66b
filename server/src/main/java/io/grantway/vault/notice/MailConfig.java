package io.grantway.vault.notice;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import org.jspecify.annotations.Nullable;

/// The mail server that mails go out by.
public record MailConfig(
        @Key(value = "Its name.", example = "smtp.printpixie.example") String host,
        @Key("Its port; 587 with `starttls`, 465 with `tls`, 25 with `none`.")
                @Nullable Integer port,
        @Key(
                        value =
                                "How the connection is encrypted: `starttls` (never without),"
                                        + " `tls` from the start, or `none`.",
                        or = "starttls")
                Tls tls,
        @Key(value = "Who logs in; nobody where absent.", example = "grantway")
                @Nullable String username,
        @Key("What they log in by.") @Nullable Secret password,
        @Key(value = "Whom mails are from.", example = "grantway@printpixie.example") String from) {
    /// How a connection is encrypted.
    public enum Tls {
        STARTTLS,
        TLS,
        NONE
    }

    public MailConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is empty");
        }
        if (port != null && (port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("port must be from 1 to 65535");
        }
        if (!Receivers.isAddress(from)) {
            throw new IllegalArgumentException("from must be a mail address");
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("username and password need each other");
        }
        if (password != null && tls == Tls.NONE) {
            throw new IllegalArgumentException(
                    "tls: none would send the password for everybody to read");
        }
    }

    int portInForce() {
        if (port != null) {
            return port;
        }
        return switch (tls) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }
}
