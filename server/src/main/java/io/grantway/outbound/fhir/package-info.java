/// The insides of FHIR connections: links, pages, errors, exports, discovery.
///
/// Owns: what HL7 FHIR, its Bulk Data Access and SMART App Launch (backend services) ask of a
/// client. Owns not: how a call is made and proves itself (`outbound`). HL7 FHIR R4 §3.1 (RESTful
/// API), Bulk Data Access 2.0, SMART App Launch 2.2.
@NullMarked
package io.grantway.outbound.fhir;

import org.jspecify.annotations.NullMarked;
