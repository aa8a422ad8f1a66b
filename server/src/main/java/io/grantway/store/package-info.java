/// Implementations of the stores that the capabilities ask for.
///
/// Owns: SQL, files, transactions, migrations, backup. Owns not: the interfaces (each capability
/// has its own) and what the rows mean.
@NullMarked
package io.grantway.store;

import org.jspecify.annotations.NullMarked;
