package io.grantway.catalog;

import io.grantway.config.Key;

/// That an application may use an API, and how much of it.
public record SubscriptionConfig(
        @Key(value = "The API's name.", example = "orders") String api,
        @Key(value = "The plan's name.", example = "bronze") String plan,
        @Key(
                        value =
                                "`active`, `requested` (an administrator has not agreed yet) or"
                                        + " `suspended`.",
                        or = "active")
                Subscription.State state) {}
