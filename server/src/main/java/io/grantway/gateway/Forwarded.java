package io.grantway.gateway;

import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.Exchange;

/// The end of a route whose calls go to an upstream.
record Forwarded(Upstream upstream) implements Destination {
    @Override
    public void take(Route route, Exchange exchange, Call call) {
        new Attempt(upstream, route, exchange, call).start();
    }
}
