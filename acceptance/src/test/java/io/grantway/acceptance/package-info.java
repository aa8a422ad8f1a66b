/// Black-box tests: the packed distribution as a process, spoken to as its users do.
///
/// Owns: what a user is promised. Owns not: how it is done; nothing here knows a class of the
/// server.
@NullMarked
package io.grantway.acceptance;

import org.jspecify.annotations.NullMarked;
