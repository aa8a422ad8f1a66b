/// HTTP as values: [Request], [Response], [Headers], [Body]; the two ways to answer ([Handler] on a
/// virtual thread, [ExchangeHandler] on the event loop); paths normalised before anyone matches
/// them; [Problem]; the one client for calls outside, [Outgoing], with the rule of where those may
/// go.
///
/// Owns: what a message is, and how one is refused. Owns not: sockets and the server library
/// (`engine`, the only place that names it; `outgoing` for the client's), what a route means
/// (`gateway`), OAuth's own errors (`oauth`). RFC 9110, 9112, 9113, 9457, 7239.
@NullMarked
package io.grantway.http;

import org.jspecify.annotations.NullMarked;
