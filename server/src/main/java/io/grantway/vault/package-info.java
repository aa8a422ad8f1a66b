/// The token vault: end users' accounts at other providers.
///
/// Owns: providers as data, accounts and what proves their calls, the apps that may use them, how a
/// call is signed for providers of OAuth 1.0a (RFC 5849). Owns not: tokens of connections
/// (`outbound`), obtaining and renewing tokens (`supply`), forwarding (`gateway`).
@NullMarked
package io.grantway.vault;

import org.jspecify.annotations.NullMarked;
