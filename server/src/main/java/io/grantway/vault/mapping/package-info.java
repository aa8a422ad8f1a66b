/// Interfaces: one name for calls that mean the same at each provider, with one shape for what
/// comes back.
///
/// Owns: mapping files, what they ask a provider and how its answer becomes ours, the addresses by
/// which apps call them, their samples. Owns not: what proves a call ([io.grantway.vault]), calls
/// in the providers' own words (the proxy).
@NullMarked
package io.grantway.vault.mapping;

import org.jspecify.annotations.NullMarked;
