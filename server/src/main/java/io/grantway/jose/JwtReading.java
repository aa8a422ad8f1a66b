package io.grantway.jose;

/// What a text turned out to be that should be a signed JWT: one, or why not.
public sealed interface JwtReading permits UnverifiedJwt, Verification.Refused {}
