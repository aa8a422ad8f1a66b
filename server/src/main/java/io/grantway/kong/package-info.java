/// Kong's ways: the wire answers of the `oauth2` policy, and the admin resources.
///
/// Owns: Kong's parameters, texts, status codes and order of checks, as tables. Owns not: grants
/// and tokens (`authserver`), the check of tokens on calls (`gateway.policy`).
@NullMarked
package io.grantway.kong;

import org.jspecify.annotations.NullMarked;
