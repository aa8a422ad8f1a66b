package io.grantway.http;

import io.grantway.config.Key;
import java.time.Duration;

/// How many connections are kept to each upstream, and for how long. Counted for the whole process.
public record UpstreamPools(
        @Key(value = "Connections to one upstream address at most.", or = "512") int maxConnections,
        @Key(
                        value =
                                "Calls that may wait for a connection to one upstream address; more"
                                        + " are refused with 503.",
                        or = "1024")
                int maxWaiting,
        @Key(value = "An upstream connection unused for this long is closed.", or = "30s")
                Duration keepAlive) {
    public static final UpstreamPools USUAL = new UpstreamPools(512, 1024, Duration.ofSeconds(30));

    public UpstreamPools {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be 1 or more");
        }
        if (maxWaiting < 0) {
            throw new IllegalArgumentException("maxWaiting must be 0 or more");
        }
    }
}
