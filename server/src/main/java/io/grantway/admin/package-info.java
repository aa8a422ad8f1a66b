/// The shell of the admin API: the list of its [Operations], who may call which, the OpenAPI
/// document.
///
/// Owns: authentication of administrators, roles, the audit trail, paging and preconditions of the
/// native API. Owns not: the resources (each capability has its own). RFC 6750, 9457; OpenAPI 3.1.
@NullMarked
package io.grantway.admin;

import org.jspecify.annotations.NullMarked;
