/// The shell of the admin API: who may use it.
///
/// Owns: authentication of administrators. Owns not: the resources (each capability has its own).
@NullMarked
package io.grantway.admin;

import org.jspecify.annotations.NullMarked;
