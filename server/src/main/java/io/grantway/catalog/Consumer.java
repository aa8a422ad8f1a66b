package io.grantway.catalog;

import java.util.Optional;
import java.util.UUID;

/// The party behind one or more applications.
public record Consumer(UUID id, String workspace, String username, Optional<String> customId) {}
