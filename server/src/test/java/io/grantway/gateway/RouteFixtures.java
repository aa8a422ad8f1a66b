package io.grantway.gateway;

import io.grantway.gateway.upstream.Upstream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Routes and upstreams for tests.
final class RouteFixtures {
    private RouteFixtures() {}

    static UpstreamConfig upstreamConfig(int retries, String... urls) {
        List<UpstreamConfig.TargetConfig> targets =
                java.util.Arrays.stream(urls)
                        .map(url -> new UpstreamConfig.TargetConfig(URI.create(url), 1))
                        .toList();
        Duration limit = Duration.ofSeconds(5);
        return new UpstreamConfig(
                null,
                targets,
                retries,
                new UpstreamConfig.Limits(limit, limit, limit, Duration.ZERO),
                new UpstreamConfig.CircuitConfig(3, Duration.ofSeconds(5), List.of(502, 503, 504)),
                null,
                false,
                true);
    }

    static Upstream upstream(String... urls) {
        return Upstream.of(upstreamConfig(1, urls), () -> 0);
    }

    static Route route(String name, String path, Policy... policies) {
        return route(name, null, path, List.of(), Map.of(), policies);
    }

    static Route route(
            String name,
            @Nullable String host,
            String path,
            List<String> methods,
            Map<String, String> headers,
            Policy... policies) {
        return new Route(
                "default",
                "api-" + name,
                name,
                new Route.Match(
                        Optional.ofNullable(host), PathPattern.parse(path), methods, headers),
                PathRewrite.KEEP,
                false,
                new Route.Action(List.of(policies), upstream("http://127.0.0.1:9")));
    }
}
