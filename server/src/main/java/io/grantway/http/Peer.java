package io.grantway.http;

import java.security.cert.X509Certificate;
import java.util.List;

/// Who sent a request.
public interface Peer {
    /// The address of the other end of the connection, without a port.
    String address();

    /// Whether that address is one of the configured trusted proxies, whose `Forwarded` and
    /// `X-Forwarded-*` fields count.
    boolean trusted();

    /// The client's address: told by the trusted proxies where there are any, else [#address].
    String clientAddress();

    /// The certificate chain of the client, its own first; empty without mutual TLS.
    List<X509Certificate> certificates();

    /// Whether an authority that the listener trusts has signed the client's certificate. Where
    /// not, its key is proven but its names are only claimed.
    default boolean certified() {
        return !certificates().isEmpty();
    }
}
