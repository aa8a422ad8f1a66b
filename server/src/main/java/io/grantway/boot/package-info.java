/// The one place that knows everything: the whole configuration, and the list of what is started.
///
/// Owns: wiring, the data directory, reload. Owns not: what any part does.
@NullMarked
package io.grantway.boot;

import org.jspecify.annotations.NullMarked;
