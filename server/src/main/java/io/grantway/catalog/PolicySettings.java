package io.grantway.catalog;

/// The settings of one policy of an API, as the configuration says them. Each policy has a record
/// of its own.
public interface PolicySettings {}
