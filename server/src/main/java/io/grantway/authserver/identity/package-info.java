/// OpenID providers that users log in by, with this server as their client.
///
/// Owns: their metadata, the requests to them, and every check of what they answer. Owns not: the
/// users behind their identities, and the pages (`login`). OpenID Connect Core §3.1, Discovery; RFC
/// 6749 §4.1, RFC 7636, RFC 9207, RFC 9700 §2.1 and §4.4.
@NullMarked
package io.grantway.authserver.identity;

import org.jspecify.annotations.NullMarked;
