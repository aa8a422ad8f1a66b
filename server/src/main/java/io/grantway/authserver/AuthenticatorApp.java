package io.grantway.authserver;

import java.util.UUID;

/// The app that makes a user's one-time codes.
///
/// @param user its owner
/// @param lastStep of the last code that was used: none up to it is taken again (RFC 6238 §5.2)
public record AuthenticatorApp(UUID user, TotpKey key, long lastStep) {}
