package io.grantway.outbound.checkup;

import io.grantway.http.NameResolver;
import io.grantway.http.Outgoing;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What looking needs.
///
/// @param outgoing that token requests are made with
/// @param nanos a clock that is never set
/// @param background of virtual threads
public record Means(
        NameResolver names,
        Outgoing outgoing,
        InstantSource clock,
        LongSupplier nanos,
        Executor background) {}
