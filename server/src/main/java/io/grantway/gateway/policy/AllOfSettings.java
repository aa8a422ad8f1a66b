package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.List;
import java.util.stream.Stream;

/// The `allOf` policy: every one of several must let the call pass; for use within `anyOf`.
public record AllOfSettings(
        @Key(
                        value = "Tried in this order, until one refuses.",
                        example = "[{requireKey: {}}, {requireAddress: {allow: [10.0.0.0/8]}}]")
                List<PolicySettings> policies)
        implements PolicySettings {
    public AllOfSettings {
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("policies must name at least one");
        }
    }

    @Override
    public Stream<PolicySettings> parts() {
        return policies.stream().flatMap(PolicySettings::parts);
    }
}
