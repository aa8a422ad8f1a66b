package io.grantway.telemetry;

import io.grantway.config.Key;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What is logged, and where.
public record TelemetryConfig(
        @Key(value = "The access log: one line of JSON for each call.", or = "{}")
                AccessLogConfig accessLog,
        @Key(value = "`error`, `warn`, `info` or `debug`.", or = "info") Level logLevel,
        @Key("Traces of calls, by OpenTelemetry; off where absent.")
                @Nullable TracesConfig traces) {

    /// How much the server's own log says.
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    /// The access log.
    public record AccessLogConfig(
            @Key(value = "Write it at all.", or = "true") boolean enabled,
            @Key(
                            value = "The file it is appended to; standard output where absent.",
                            example = "logs/access.log")
                    @Nullable Path file) {}
}
