package io.grantway.vault.notice;

import io.grantway.config.Secret;
import java.net.URI;

/// Somebody who is told.
sealed interface Receiver {
    /// As the outbox knows it; holds nothing secret.
    String name();

    record Webhook(String name, URI uri, Secret secret) implements Receiver {}

    record Mail(String name, String address) implements Receiver {}
}
