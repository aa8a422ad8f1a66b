/// The authorization server: grants, the shared steps around them, tokens issued and stored.
///
/// Owns: who gets which token. Owns not: Kong's wire texts (`kong`), validating tokens on calls
/// (`token`), who the clients are (`catalog`). RFC 6749, 7636, 9700.
@NullMarked
package io.grantway.authserver;

import org.jspecify.annotations.NullMarked;
