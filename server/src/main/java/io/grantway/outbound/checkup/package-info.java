/// What stands between a connection and its API, looked at step by step and said in words.
///
/// Owns: looking at a definition's token server and token, and what to do about what is found. Owns
/// not: calls (`outbound`), getting tokens (`supply`), how it is shown (`boot`).
@NullMarked
package io.grantway.outbound.checkup;

import org.jspecify.annotations.NullMarked;
