/// What users may ask of whoever keeps their accounts: to see all that is known of them, and to
/// have it deleted (GDPR articles 15, 17 and 20).
///
/// Owns: gathering and deleting it. Owns not: revoking grants at providers.
@NullMarked
package io.grantway.vault.rights;

import org.jspecify.annotations.NullMarked;
