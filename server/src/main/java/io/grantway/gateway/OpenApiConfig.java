package io.grantway.gateway;

import io.grantway.config.Key;
import io.grantway.config.Shorthand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the OpenAPI document of an API is.
///
/// Its operations are read with the configuration, and are those of [ApiConfig#operations] then.
public record OpenApiConfig(
        @Key(
                        value =
                                "The document, OpenAPI 3 or Swagger 2 in YAML or JSON, beside the"
                                        + " configuration's own file. Watched like that.",
                        example = "specs/orders.yaml")
                @Shorthand
                Path file,
        @Key(
                        value =
                                "What stands before the document's paths as clients send them; the"
                                        + " path of its first server where absent.",
                        example = "/v1")
                @Nullable String basePath) {}
