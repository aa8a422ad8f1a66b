package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// That this program registered a client at a server elsewhere, and how to take it away again (RFC
/// 7592).
public record ForeignRegistration(
        @Key("Where the registration is managed.") @Nullable URI uri,
        @Key("The token by which it is managed.") @Nullable Secret accessToken) {}
