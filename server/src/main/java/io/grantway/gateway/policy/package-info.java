/// The policies, one class each, that calls of an API are put through.
///
/// Owns: what a call may do with the credential it brings. Owns not: whether a token is good
/// (`token`), issuing one (`authserver`), the order of policies (`gateway`). RFC 6750.
@NullMarked
package io.grantway.gateway.policy;

import org.jspecify.annotations.NullMarked;
