/// How a user's account at a provider comes to be and goes again.
///
/// Owns: connect sessions, the hosted pages, the flows that end with an account (OAuth 2.0 code,
/// client credentials and device, OAuth 1.0a, keys and passwords), the list of a user's accounts
/// and their revocation. RFC 6749 §4.1, RFC 7636, RFC 8628, RFC 9207, RFC 7009. Owns not: what is
/// kept of accounts and their renewal (`vault`), calls with them.
@NullMarked
package io.grantway.vault.connect;

import org.jspecify.annotations.NullMarked;
