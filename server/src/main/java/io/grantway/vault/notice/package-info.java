/// Telling operators and apps of accounts that must be connected again, or soon must be.
///
/// Owns: which events are told and once only, grouping, the outbox, signed webhooks, mail (RFC
/// 5321). Owns not: the log of accounts (`log`), finding out that a grant is dead.
@NullMarked
package io.grantway.vault.notice;

import org.jspecify.annotations.NullMarked;
