package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.List;

/// The `requireSubscription` policy: only applications that have subscribed to the API may call,
/// within their plan. Stands behind a policy that finds out who calls.
public record RequireSubscriptionSettings(
        @Key(value = "Plans that will do; any, where empty.", example = "[gold]")
                List<String> plans)
        implements PolicySettings {}
