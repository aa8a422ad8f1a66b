/// The outgoing client on Apache HttpClient.
///
/// Owns: connections for small documents and calls, their limits, and the only mention of the
/// client library. Owns not: where requests may go ([io.grantway.http.OutgoingRule]), the calls
/// that the gateway forwards (`engine`).
@NullMarked
package io.grantway.http.outgoing;

import org.jspecify.annotations.NullMarked;
