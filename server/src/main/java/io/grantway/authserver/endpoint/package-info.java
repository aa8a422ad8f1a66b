/// The endpoints of an authorization server below its issuer, one class each: what travels in and
/// out.
///
/// Owns: addresses, parameters and answers of RFC 6749, 7009, 7662, 8414 and OpenID Connect Core.
/// Owns not: who gets what (`authserver`), pages (`authserver.login`).
@NullMarked
package io.grantway.authserver.endpoint;

import org.jspecify.annotations.NullMarked;
