/// Tokens for calls of others' APIs: obtained, kept, shared and renewed out of sight.
///
/// Owns: the token request in the form that each server wants, the state of each token (fresh,
/// stale, expired), the one renewal for all who wait, in this process and across nodes, the keys
/// that prove this program to token endpoints. Owns not: the calls that the tokens are for
/// (`outbound`, `vault`), tokens that others present here (`token`). RFC 6749 §4.3, §4.4 and §6,
/// RFC 7523, RFC 8693.
@NullMarked
package io.grantway.supply;

import org.jspecify.annotations.NullMarked;
