/// Hand-written collaborators and fixtures of the tests.
@NullMarked
package io.grantway.testing;

import org.jspecify.annotations.NullMarked;
