package io.grantway.services.call;

import io.grantway.config.Secret;
import io.grantway.services.Invocation;
import io.grantway.services.Leases;
import io.grantway.services.Means;
import io.grantway.services.ServiceResult;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/// What calls have around them, the same for all.
///
/// @param config values of `services.config`
/// @param nested calls another service
/// @param holders makes names for holders of locks, none of which can be guessed
public record Surroundings(
        Means means,
        Leases leases,
        Supplier<Map<String, Secret>> config,
        Nested nested,
        Supplier<String> holders,
        InstantSource clock) {

    /// Calls a service from within a call.
    @FunctionalInterface
    public interface Nested {
        ServiceResult invoke(Invocation invocation, int depth);
    }
}
