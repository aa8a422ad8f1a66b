/// Microbenchmarks (JMH) of the steps that every call goes through.
///
/// Owns: what each step costs by itself. Owns not: what a call costs in all (`bench`).
@NullMarked
package io.grantway.bench.micro;

import org.jspecify.annotations.NullMarked;
