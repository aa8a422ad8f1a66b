package io.grantway.gateway;

/// How a call reaches the gateway.
public enum Protocol {
    HTTP,
    HTTPS
}
