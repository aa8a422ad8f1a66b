package io.grantway.boot.calls;

import io.grantway.vault.Accounts;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultEvent;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What calls of accounts are made with.
///
/// @param apps in force; asked for each call
/// @param providers in force; asked for each call
/// @param sink told of each call
/// @param blocking waits for tokens and the store
public record Surroundings(
        Supplier<VaultApps> apps,
        Supplier<Providers> providers,
        Accounts accounts,
        VaultEvent.Sink sink,
        Executor blocking,
        InstantSource clock,
        LongSupplier nanoTime,
        RandomGenerator random) {}
