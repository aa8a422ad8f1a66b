package io.grantway.authserver;

import java.util.Optional;

/// What a client may learn of a user (OpenID Connect Core §5.1).
public record EndUser(String username, Optional<String> name) {}
