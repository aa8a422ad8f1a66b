package io.grantway.catalog;

import io.grantway.throttle.Quota;
import java.util.UUID;

/// How much of an API a subscribed application may use.
public record Plan(
        UUID id, String workspace, String name, Quota quota, PlanConfig.Approval approval) {
    static Plan of(UUID id, String workspace, PlanConfig config) {
        Integer concurrency = config.concurrency();
        return new Plan(
                id,
                workspace,
                config.name(),
                new Quota(config.name(), config.limits(), concurrency == null ? 0 : concurrency),
                config.approval());
    }
}
