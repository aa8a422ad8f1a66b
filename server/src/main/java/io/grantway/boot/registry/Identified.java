package io.grantway.boot.registry;

/// A bound record with the ids of all that is in it.
public record Identified<T extends Record>(String workspace, T config, IdTree ids) {}
