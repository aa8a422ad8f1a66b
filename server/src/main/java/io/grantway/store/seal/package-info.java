/// Encryption at rest, which cannot be switched off.
///
/// Owns: the key file and what is done with it. Owns not: what is worth encrypting.
@NullMarked
package io.grantway.store.seal;

import org.jspecify.annotations.NullMarked;
