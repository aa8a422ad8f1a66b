package io.grantway.catalog;

import io.grantway.throttle.LimitConfig;
import java.util.List;
import java.util.UUID;

/// How much of an API a subscribed application may use.
///
/// @param concurrency how many calls may run at the same time; 0: any
public record Plan(
        UUID id,
        String workspace,
        String name,
        List<LimitConfig> limits,
        int concurrency,
        PlanConfig.Approval approval) {
    public Plan {
        limits = List.copyOf(limits);
    }

    static Plan of(UUID id, String workspace, PlanConfig config) {
        Integer concurrency = config.concurrency();
        return new Plan(
                id,
                workspace,
                config.name(),
                config.limits(),
                concurrency == null ? 0 : concurrency,
                config.approval());
    }
}
