package io.grantway.authserver;

import io.grantway.http.RequestHead;

/// How a request must have travelled, since tokens, codes and secrets travel under TLS only (RFC
/// 6749 §1.6).
public enum Transport {
    /// Under TLS to here.
    TLS,
    /// Under TLS to here, or to a trusted proxy that says so.
    TLS_OR_PROXY,
    /// Anyhow: for a server of this machine alone.
    ANY;

    public boolean admits(RequestHead head) {
        return switch (this) {
            case ANY -> true;
            case TLS -> head.target().isHttps();
            case TLS_OR_PROXY -> head.isSecure();
        };
    }
}
