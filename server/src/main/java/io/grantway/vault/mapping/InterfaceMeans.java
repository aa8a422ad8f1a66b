package io.grantway.vault.mapping;

import io.grantway.http.OutgoingPools;
import io.grantway.vault.Accounts;
import io.grantway.vault.Providers;
import io.grantway.vault.VaultEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What interfaces are called with.
///
/// @param interfaces of a workspace, in force
/// @param providers in force
/// @param sink told of each call
/// @param nanoTime [System#nanoTime], in which also the pools count
/// @param pause waits
public record InterfaceMeans(
        Function<String, Interfaces> interfaces,
        Supplier<Providers> providers,
        Accounts accounts,
        VaultEvent.Sink sink,
        OutgoingPools pools,
        Evaluations evaluations,
        InstantSource clock,
        LongSupplier nanoTime,
        RandomGenerator random,
        Consumer<Duration> pause) {}
