/// How a request is signed in OAuth 1.0a.
///
/// Owns: the encoding, the base string and the signature methods of RFC 5849 §3. Owns not: who
/// signs what (`vault`).
@NullMarked
package io.grantway.vault.oauth1;

import org.jspecify.annotations.NullMarked;
