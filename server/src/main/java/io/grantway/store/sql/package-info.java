/// The stores on SQL: SQLite embedded, one writer with group commit, readers beside it.
///
/// Owns: the only JDBC of the project. Owns not: what the rows mean.
@NullMarked
package io.grantway.store.sql;

import org.jspecify.annotations.NullMarked;
