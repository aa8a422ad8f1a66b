/// Everything that reads what strangers send, as a fuzzer calls it: `make fuzz`, and the inputs
/// that it began with or once found, as tests.
@NullMarked
package io.grantway.fuzz;

import org.jspecify.annotations.NullMarked;
