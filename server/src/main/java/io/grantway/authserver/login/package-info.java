/// End users: who they are, how they log in and give consent, on pages of ours.
///
/// Owns: users, what they log in with, login sessions, the pages. Owns not: what is issued
/// afterwards (`authserver`). RFC 6749 §3.1, RFC 9700 §4.16, Web Authentication Level 3.
@NullMarked
package io.grantway.authserver.login;

import org.jspecify.annotations.NullMarked;
