/// What a service is given: the implementations of `io.grantway.service`'s interfaces.
///
/// Owns: input, output, connections, cache, lock and log of one call. Owns not: when and where a
/// call runs (`services`), credentials and retries of connections (`outbound`).
@NullMarked
package io.grantway.services.call;

import org.jspecify.annotations.NullMarked;
