/// Configuration: YAML files bound to records, secrets by reference, every mistake in one report.
///
/// Owns: reading, binding, describing (JSON schema, reference page), watching. Owns not: what any
/// key means; each capability has its own records, annotated with [Key].
@NullMarked
package io.grantway.config;

import org.jspecify.annotations.NullMarked;
