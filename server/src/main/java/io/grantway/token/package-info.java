/// Validates access tokens: [TokenValidator] gives a sealed [Verdict].
///
/// Owns: deciding whether a token is good, and remembering that by the token's hash. Owns not:
/// issuing (`authserver`), what a call may do with a good token (`gateway.policy`). RFC 6750, 7662,
/// 9068.
@NullMarked
package io.grantway.token;

import org.jspecify.annotations.NullMarked;
