package io.grantway.supply;

import io.grantway.http.Outgoing;
import io.grantway.jose.SigningKeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// What the supply of tokens works with.
///
/// @param spill where this node keeps what the store did not take
/// @param keys where the keys are kept that are made here to prove ourselves with
/// @param clock may be set, so that it only counts for what others read
/// @param nanos a clock that is never set
/// @param executor of virtual threads
public record Around(
        Outgoing outgoing,
        SuppliedTokenStore store,
        TokenSpill spill,
        SigningKeyStore keys,
        InstantSource clock,
        LongSupplier nanos,
        SecureRandom random,
        Executor executor,
        SupplyTimes times) {}
