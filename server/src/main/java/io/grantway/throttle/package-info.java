/// Limits on how much may be used in a time, and who has used how much.
///
/// Owns: what a limit is, counting by requests and bytes, concurrency, all in memory. Owns not: who
/// is limited (`catalog`), what a caller over a limit is answered (`gateway`).
@NullMarked
package io.grantway.throttle;

import org.jspecify.annotations.NullMarked;
