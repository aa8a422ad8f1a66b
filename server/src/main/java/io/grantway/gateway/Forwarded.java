package io.grantway.gateway;

import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.Exchange;

/// The end of a route whose calls go to an upstream.
///
/// @param upstream where they go, unless the credential of a call knows of another place
public record Forwarded(Upstream upstream) implements Destination {
    @Override
    public void take(Route route, Exchange exchange, Call call) {
        UpstreamCredential own = upstream.credential();
        String path = route.path().apply(route.match().path(), exchange.head().target().path());
        new Attempt(upstream, route, exchange, call, own == null ? null : own.use(), path).start();
    }

    /// Takes a call whose credential and path are known already.
    ///
    /// @param path as it goes upstream, behind the upstream's own
    public void take(
            Route route,
            Exchange exchange,
            Call call,
            UpstreamCredential.Use credential,
            String path) {
        new Attempt(upstream, route, exchange, call, credential, path).start();
    }
}
