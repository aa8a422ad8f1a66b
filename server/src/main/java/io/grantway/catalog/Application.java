package io.grantway.catalog;

import java.util.UUID;

/// An application of a consumer: what subscribes to APIs, whichever of its clients and keys it
/// calls with.
public record Application(UUID id, String workspace, String name, Consumer consumer) {}
