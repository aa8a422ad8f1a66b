/// HAPI FHIR's client for services, with types.
///
/// Owns: HAPI's requests as calls of a connection, and the answers back. Owns not: connections,
/// tokens, retries and pages (the server, through `io.grantway.service`).
@NullMarked
package io.grantway.fhir;

import org.jspecify.annotations.NullMarked;
