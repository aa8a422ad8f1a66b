package io.grantway.services;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hot-deployed services.
public record ServicesConfig(
        @Key(
                        value =
                                "Where services are: `*.java` files and `*.jar` files in it are"
                                        + " live within a second, without a restart. None: no"
                                        + " services.",
                        example = "services")
                @Nullable Path directory,
        @Key(
                        value =
                                "How long a call of a service may take where neither the service"
                                        + " nor the channel says.",
                        or = "30s")
                Duration timeout,
        @Key(
                        value =
                                "Calls of services that may be under way at the same time; more are"
                                        + " answered 503.",
                        or = "1000")
                int atOnce,
        @Key("What services read with `call.config(name)`; never shown.")
                Map<String, Secret> config) {
    public ServicesConfig {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be longer than zero");
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("atOnce must be 1 or more");
        }
        config = Map.copyOf(config);
    }
}
