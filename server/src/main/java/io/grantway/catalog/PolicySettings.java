package io.grantway.catalog;

import java.util.stream.Stream;

/// The settings of one policy of an API, as the configuration says them. Each policy has a record
/// of its own.
public interface PolicySettings {
    /// Those that it is made of; itself where it is made of no others.
    default Stream<PolicySettings> parts() {
        return Stream.of(this);
    }
}
