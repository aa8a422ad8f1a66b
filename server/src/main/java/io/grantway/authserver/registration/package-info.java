/// Clients that register themselves (RFC 7591, RFC 7592, OpenID Connect Dynamic Client
/// Registration).
///
/// Owns: who may register, what a client may say of itself, and how it is kept in the catalog. Owns
/// not: addresses and answers (`authserver.endpoint`), what clients may do afterwards
/// (`authserver`).
@NullMarked
package io.grantway.authserver.registration;

import org.jspecify.annotations.NullMarked;
