/// Keys and signatures.
///
/// Owns: the keys that a server signs with, from before they sign until nothing signed by them is
/// good any more; making and checking signed JWTs. Owns not: what the claims mean (`authserver`,
/// `token`). RFC 7515, 7517, 7518, 7519, 8037, 8725, 9449.
@NullMarked
package io.grantway.jose;

import org.jspecify.annotations.NullMarked;
