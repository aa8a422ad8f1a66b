/// Who and what there is: workspaces, APIs, consumers, applications and their clients, compiled
/// into an immutable [Catalog].
///
/// Owns: names, ids and look-ups. Owns not: how an API is reached or protected (`gateway`), what
/// clients get (`authserver`).
@NullMarked
package io.grantway.catalog;

import org.jspecify.annotations.NullMarked;
