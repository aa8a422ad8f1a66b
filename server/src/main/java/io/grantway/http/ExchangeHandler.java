package io.grantway.http;

/// Takes each request of a listener, on the event loop. Anything thrown is answered: a [Problem] as
/// itself, all else as 500.
@FunctionalInterface
public interface ExchangeHandler {
    void handle(Exchange exchange);
}
