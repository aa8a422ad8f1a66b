package io.grantway.telemetry;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.net.URI;
import java.util.Map;

/// Where traces of calls go.
public record TracesConfig(
        @Key(
                        value =
                                "The collector's OTLP receiver over HTTP; `/v1/traces` is added to"
                                        + " an address without a path.",
                        example = "http://127.0.0.1:4318")
                URI endpoint,
        @Key(
                        value =
                                "The share of calls to trace, from 0 to 1, of those that come"
                                        + " without a decision of the caller's.",
                        or = "1")
                double sampled,
        @Key(value = "Header fields for the collector, such as its key.")
                Map<String, Secret> headers,
        @Key(value = "What the traces call this server.", or = "grantway") String serviceName) {
    public TracesConfig {
        boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        if (!http || endpoint.getHost() == null) {
            throw new IllegalArgumentException("endpoint must be an http:// or https:// URL");
        }
        if (!(sampled >= 0 && sampled <= 1)) {
            throw new IllegalArgumentException("sampled must be from 0 to 1");
        }
    }

    /// Where the traces are sent.
    String address() {
        String path = endpoint.getPath();
        return path == null || path.isEmpty() || path.equals("/")
                ? endpoint.resolve("/v1/traces").toString()
                : endpoint.toString();
    }
}
