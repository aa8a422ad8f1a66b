/// The catalog's entities, declared and made, and how a change of them comes into force.
///
/// Owns: the form of entities in a configuration, the one place where the catalog changes. Owns
/// not: compiling what is in force (`boot`), who may change it (`admin`), how it looks from outside
/// (`kong`, the native resources).
@NullMarked
package io.grantway.boot.registry;

import org.jspecify.annotations.NullMarked;
