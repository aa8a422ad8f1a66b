/// Events on their way to a file, an address or a topic, one thread each.
///
/// Owns: the bounded queues, what an event looks like outside, trying again and counting what is
/// lost. Owns not: what is an event, and when one happens.
@NullMarked
package io.grantway.analytics.stream;

import org.jspecify.annotations.NullMarked;
