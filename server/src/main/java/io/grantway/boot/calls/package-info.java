/// Calls with the accounts of users, as the gateway forwards them.
///
/// Owns: the endpoint under `/vault/v1/users/{user}/proxy/`, accounts as upstreams of routes, what
/// such calls are given and refused by, when they are made again. Owns not: forwarding (`gateway`),
/// where a credential stands (`vault`), tokens (`supply`).
@NullMarked
package io.grantway.boot.calls;

import org.jspecify.annotations.NullMarked;
