/// The command line: one class a command, and what they print.
///
/// Owns: arguments, exit codes, signals. Owns not: what a command does (`boot` starts and checks;
/// the admin API does the rest).
@NullMarked
package io.grantway.cli;

import org.jspecify.annotations.NullMarked;
