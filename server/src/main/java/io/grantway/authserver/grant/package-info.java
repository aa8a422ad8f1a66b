/// The grants, one class each: what a code, a client by itself, a trusted front end's word or a
/// refresh token entitles a client to.
///
/// Owns: the part of a token request that only one grant has. Owns not: client authentication,
/// scopes, issuing (`authserver`). RFC 6749 §4, §6; RFC 7636 §4.6.
@NullMarked
package io.grantway.authserver.grant;

import org.jspecify.annotations.NullMarked;
