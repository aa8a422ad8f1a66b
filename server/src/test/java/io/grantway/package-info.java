/// Tests of the whole house.
@NullMarked
package io.grantway;

import org.jspecify.annotations.NullMarked;
