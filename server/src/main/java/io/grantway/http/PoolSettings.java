package io.grantway.http;

import io.grantway.config.Secret;
import java.time.Duration;
import java.util.Optional;

/// How an [OutgoingPool] connects.
///
/// @param connections at most
/// @param connect until there is a connection to one address, look-up and handshake each as long
///   again at most
/// @param verify check certificate and host name
/// @param tls what is shown, and who is trusted beside the usual
public record PoolSettings(
        int connections, Duration connect, boolean verify, OriginTls tls, Optional<Proxy> proxy) {
    /// An HTTP proxy on the way.
    ///
    /// @param user empty where it asks for none
    public record Proxy(String host, int port, Optional<User> user) {}

    /// Who is at a proxy.
    public record User(String name, Secret password) {}
}
