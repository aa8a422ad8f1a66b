/// The log of accounts: what was called, renewed, connected, and what went wrong.
///
/// Owns: taking events without ever blocking, redaction, retention, showing the log. Owns not: what
/// is told of an account (`notice`), the access log of the server (`telemetry`).
@NullMarked
package io.grantway.vault.log;

import org.jspecify.annotations.NullMarked;
