/// From files in the services directory to loaded services, and back.
///
/// Owns: noticing files, compiling, loading, replacing and withdrawing versions. Owns not: calling
/// services (`services`), what a call offers them (`services.call`).
@NullMarked
package io.grantway.services.deploy;

import org.jspecify.annotations.NullMarked;
