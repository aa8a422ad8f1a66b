/// How a client proves itself at the token endpoint, one class a method.
///
/// Owns: reading and verifying what a client presents. Owns not: who the clients are (`catalog`).
/// RFC 6749 §2.3.
@NullMarked
package io.grantway.authserver.clientauth;

import org.jspecify.annotations.NullMarked;
