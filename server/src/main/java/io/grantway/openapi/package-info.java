/// OpenAPI documents of the APIs that are offered: versions 3.0 and 3.1 of the specification, and
/// Swagger 2.0.
///
/// Owns: which operations a document names, and the scopes that its security requirements come to.
/// Owns not: what an operation means to a call (`gateway`), the OpenAPI document of our own admin
/// API (`admin`). Nothing outside of a document is ever read: a `$ref` elsewhere is refused.
@NullMarked
package io.grantway.openapi;

import org.jspecify.annotations.NullMarked;
