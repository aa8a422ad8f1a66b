/// The token vault: end users' accounts at other providers.
///
/// Owns: how a call is signed for providers of OAuth 1.0a (RFC 5849). Owns not: tokens of
/// connections (`outbound`), obtaining and renewing tokens (`supply`).
@NullMarked
package io.grantway.vault;

import org.jspecify.annotations.NullMarked;
