/// Attacks that RFC 9700 names, and requests that nobody sends by mistake, at the handlers of one
/// server.
@NullMarked
package io.grantway.authserver.attack;

import org.jspecify.annotations.NullMarked;
