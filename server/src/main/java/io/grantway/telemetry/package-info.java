/// What can be seen of a running server: logs, access log, metrics, health.
///
/// Owns: the logging backend, the metrics registry. Owns not: what is worth recording
/// (`http.CallRecord` and each capability).
@NullMarked
package io.grantway.telemetry;

import org.jspecify.annotations.NullMarked;
