package io.grantway.catalog;

import io.grantway.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A consumer: the party behind one or more applications.
public record ConsumerConfig(
        @Key(
                        value = "Unique in the workspace; sent upstream as `X-Consumer-Username`.",
                        example = "ClientApp")
                String username,
        @Key("Your own id for it; sent upstream as `X-Consumer-Custom-ID`.")
                @Nullable String customId,
        @Key("Its applications.") List<ApplicationConfig> applications) {}
