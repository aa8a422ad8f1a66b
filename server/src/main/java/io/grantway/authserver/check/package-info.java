/// The rules of an authorization request, one class each.
///
/// Owns: what makes a request one to refuse. Owns not: which rules an endpoint has and in which
/// order (`AuthorizationRules`). RFC 6749 §3.1, §4.1.1, RFC 7636 §4.3, RFC 9700 §2.1.
@NullMarked
package io.grantway.authserver.check;

import org.jspecify.annotations.NullMarked;
