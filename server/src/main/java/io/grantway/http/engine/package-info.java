/// The HTTP engine on Vert.x and Netty: listeners, decoding and its strictness, connection pools,
/// forwarding, TLS. The one place that names the server library.
///
/// Owns: bytes and sockets, event loops, what is refused before anyone looks at a request. Owns
/// not: where a request goes and who may send it (`gateway`). RFC 9110, 9112, 9113, 6455, 7239.
///
/// Futures of writes and closes are not looked at where a class says so: a write that fails closes
/// its channel, and what matters hangs on the channel's end.
@NullMarked
package io.grantway.http.engine;

import org.jspecify.annotations.NullMarked;
