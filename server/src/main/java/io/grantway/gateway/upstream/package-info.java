/// Where calls are sent: targets with weights, their circuits and health.
///
/// Owns: which target takes a call. Owns not: the sending itself (`http.engine`).
@NullMarked
package io.grantway.gateway.upstream;

import org.jspecify.annotations.NullMarked;
