package io.grantway.authserver;

import java.time.Instant;
import java.util.Optional;

/// How the user proved who they are, as far as an ID token tells (OpenID Connect Core §2).
///
/// @param at when they did
/// @param nonce of the authorization request, which binds the ID token to the client's session
public record Authentication(Instant at, Optional<String> nonce) {}
