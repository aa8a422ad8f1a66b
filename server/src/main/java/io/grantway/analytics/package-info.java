/// What became of calls and tokens, counted by what they belong to, kept by minute, hour and day,
/// and told to whoever asks.
///
/// Owns: the counting while calls run, figures and their latencies, how long they are kept, the
/// questions about them and the answers. Owns not: what a call belongs to (`http.CallRecord`, which
/// the capabilities fill), the live figures of this process (`telemetry.Metrics`), the tables
/// (`store`).
@NullMarked
package io.grantway.analytics;

import org.jspecify.annotations.NullMarked;
