/// End users: who they are, how they log in and give consent, on pages of ours.
///
/// Owns: users, login sessions, the pages. Owns not: what is issued afterwards (`authserver`). RFC
/// 6749 §3.1, RFC 9700 §4.16.
@NullMarked
package io.grantway.authserver.login;

import org.jspecify.annotations.NullMarked;
