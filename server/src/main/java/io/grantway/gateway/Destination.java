package io.grantway.gateway;

import io.grantway.http.Exchange;

/// Where the calls of a route end, once every policy has let them pass.
public interface Destination {
    /// Takes a call and answers it, now or later. Comes on the event loop, which must not block.
    void take(Route route, Exchange exchange, Call call);
}
