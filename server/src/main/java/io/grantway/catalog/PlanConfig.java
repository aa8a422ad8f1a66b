package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.throttle.LimitConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plan: how much of an API a subscribed application may use.
public record PlanConfig(
        @Key(value = "Unique in the workspace.", example = "bronze") String name,
        @Key("For whoever chooses among plans.") @Nullable String description,
        @Key("How much an application may use in a time; no limit, where empty.")
                List<LimitConfig> limits,
        @Key("How many calls of an application may run at the same time; no limit, where absent.")
                @Nullable Integer concurrency,
        @Key(
                        value =
                                "Whether who asks for a subscription has it at once (`automatic`),"
                                        + " or when an administrator has agreed (`manual`).",
                        or = "automatic")
                Approval approval) {
    /// How a subscription begins.
    public enum Approval {
        AUTOMATIC,
        MANUAL
    }

    public PlanConfig {
        // Names stand between quotes in header fields (RFC 9651 §3.3.3).
        if (!name.matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,64}")) {
            throw new IllegalArgumentException(
                    "name must be 1 to 64 ASCII characters without spaces, quotes and"
                            + " backslashes");
        }
        if (concurrency != null && concurrency <= 0) {
            throw new IllegalArgumentException("concurrency must be 1 or more");
        }
    }
}
