/// A provider that is none: OAuth 2.0, OAuth 1.0a and an API to call, with every fault that
/// providers have, by a switch.
///
/// Owns: `grantway fake-provider`, what it answers and what it counts. Owns not: how signatures of
/// OAuth 1.0a are checked (`vault`), and anything that a real account passes through.
@NullMarked
package io.grantway.fakeprovider;

import org.jspecify.annotations.NullMarked;
