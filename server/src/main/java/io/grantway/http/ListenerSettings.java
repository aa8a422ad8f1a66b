package io.grantway.http;

import org.jspecify.annotations.Nullable;

/// How one listener listens.
///
/// @param name in logs and errors, such as `gateway.https`
/// @param tls the certificate to serve; absent for plain HTTP
/// @param proxies whose forwarding fields count
public record ListenerSettings(
        String name,
        ListenAddress address,
        @Nullable TlsConfig tls,
        HttpLimits limits,
        TrustedProxies proxies) {}
