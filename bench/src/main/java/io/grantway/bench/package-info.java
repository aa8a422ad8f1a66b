/// Side-by-side measurements: the same load on Grantway and its peers, in turn, on one pinned core.
///
/// Owns: starting the peers, the load, the figures. Owns not: the product.
@NullMarked
package io.grantway.bench;

import org.jspecify.annotations.NullMarked;
