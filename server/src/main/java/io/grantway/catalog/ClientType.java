package io.grantway.catalog;

/// Whether a client can keep a secret (RFC 6749 §2.1).
public enum ClientType {
    CONFIDENTIAL,
    PUBLIC
}
