package io.grantway.services;

import io.grantway.config.Key;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Hot-deployed services.
public record ServicesConfig(
        @Key(
                        value =
                                "Where services are: `*.java` files and `*.jar` files in it are"
                                        + " live within a second, without a restart. None: no"
                                        + " services.",
                        example = "services")
                @Nullable Path directory) {}
