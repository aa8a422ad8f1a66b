package io.grantway.http.engine;

import io.grantway.http.ExchangeHandler;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.ListenerSettings;

/// What the connections of one listener share.
///
/// @param tls whether they are encrypted
record ListenerSite(
        ListenerSettings settings,
        boolean tls,
        ExchangeHandler handler,
        ExchangeObserver observer,
        Connections connections) {}
