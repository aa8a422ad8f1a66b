package io.grantway.authserver;

import java.util.UUID;

/// A client that has tokens of a session, from one server.
public record ServedClient(UUID server, UUID client) {}
