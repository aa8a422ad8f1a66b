/// How a request is signed in OAuth 1.0a, and how a user's token is had.
///
/// Owns: the encoding, the base string and the signature methods of RFC 5849 §3, the requests of
/// its three legs (§2). Owns not: who signs what (`vault`), the browser's part.
@NullMarked
package io.grantway.vault.oauth1;

import org.jspecify.annotations.NullMarked;
