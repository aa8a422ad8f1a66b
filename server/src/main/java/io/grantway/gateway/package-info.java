/// The API gateway: routes, policies, forwarding.
///
/// Owns: which API a call is for, in which order its policies decide, where it is sent. Owns not:
/// sockets (`http.engine`), whether a token is good (`token`). Everything here runs on the event
/// loop and never blocks. RFC 9110 §7, RFC 6750.
@NullMarked
package io.grantway.gateway;

import org.jspecify.annotations.NullMarked;
