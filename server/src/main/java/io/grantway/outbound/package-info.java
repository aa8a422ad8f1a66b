/// Connections to others' APIs, REST and HL7 FHIR, whose callers never think of security.
///
/// Owns: security definitions, the calls through a connection with their limits, retries and
/// circuits. Owns not: obtaining tokens (`supply`), calls that the gateway forwards for a client
/// (`gateway`), who calls (`services`).
@NullMarked
package io.grantway.outbound;

import org.jspecify.annotations.NullMarked;
