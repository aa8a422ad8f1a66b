/// The protocol's vocabulary, without I/O: [GrantType], [Scopes], [ErrorCode], [OAuthRefusal],
/// [Pkce], [TokenHash].
///
/// Owns: words and pure rules that every OAuth capability shares. Owns not: anything that reads,
/// stores or answers. RFC 6749, 6750, 7636.
@NullMarked
package io.grantway.oauth;

import org.jspecify.annotations.NullMarked;
