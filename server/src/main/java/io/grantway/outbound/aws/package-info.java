/// How a request is signed for services of AWS, and others that check the same.
///
/// Owns: the canonical request and the signature of AWS Signature Version 4. Owns not: the calls
/// that are signed (`outbound`).
@NullMarked
package io.grantway.outbound.aws;

import org.jspecify.annotations.NullMarked;
