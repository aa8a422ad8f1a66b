package io.grantway.boot.calls;

import io.grantway.gateway.UpstreamConfig;
import io.grantway.gateway.UpstreamCredential;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.OriginTls;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An upstream without an address: the credential of each call knows where it goes.
final class Nowhere {
    private Nowhere() {}

    static Upstream with(@Nullable UpstreamCredential credential, LongSupplier nanoTime) {
        Duration second = Duration.ofSeconds(1);
        return Upstream.of(
                new UpstreamConfig(
                        URI.create("http://none.invalid"),
                        List.of(),
                        0,
                        new UpstreamConfig.Limits(second, second, second, Duration.ZERO),
                        new UpstreamConfig.CircuitConfig(1, second, List.of()),
                        null,
                        false,
                        true),
                nanoTime,
                credential,
                OriginTls.USUAL);
    }
}
