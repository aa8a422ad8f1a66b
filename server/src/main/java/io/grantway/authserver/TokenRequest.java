package io.grantway.authserver;

import io.grantway.catalog.Client;

/// A token request whose client is authenticated (RFC 6749 §4.1.3, §4.3.2, §4.4.2, §6).
public record TokenRequest(Terms terms, Client client, OAuthParameters parameters) {}
