/// What can be seen of a running server: logs, access log, metrics, health, explanations of single
/// calls.
///
/// Owns: the logging backend, the metrics registry, the last calls and the advice for each reason
/// of refusal. Owns not: what is worth recording (`http.CallRecord` and each capability).
@NullMarked
package io.grantway.telemetry;

import org.jspecify.annotations.NullMarked;
