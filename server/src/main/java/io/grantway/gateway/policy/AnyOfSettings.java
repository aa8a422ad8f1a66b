package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.List;
import java.util.stream.Stream;

/// The `anyOf` policy: one of several ways to prove who calls is enough.
public record AnyOfSettings(
        @Key(
                        value = "Tried in this order; the first that lets the call pass counts.",
                        example = "[{requireToken: {}}, {requireKey: {}}]")
                List<PolicySettings> policies)
        implements PolicySettings {
    public AnyOfSettings {
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("policies must name at least one");
        }
    }

    @Override
    public Stream<PolicySettings> parts() {
        return policies.stream().flatMap(PolicySettings::parts);
    }
}
