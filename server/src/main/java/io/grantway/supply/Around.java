package io.grantway.supply;

import io.grantway.http.Outgoing;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What the supply of tokens works with.
///
/// @param clock may be set, so that it only counts for what others read
/// @param nanos a clock that is never set
/// @param executor of virtual threads
public record Around(
        Outgoing outgoing,
        InstantSource clock,
        LongSupplier nanos,
        SecureRandom random,
        Executor executor,
        SupplyTimes times) {}
