/// Providers as data: reading what is known of one and putting it together.
///
/// Owns: the keys of a provider and of a template's file, the templates that come along and those
/// of the operator, how they become a [io.grantway.vault.Provider], what may fill an address. Owns
/// not: asking for tokens (`supply`), accounts (`vault`).
@NullMarked
package io.grantway.vault.provider;

import org.jspecify.annotations.NullMarked;
