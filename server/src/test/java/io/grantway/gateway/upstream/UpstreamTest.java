package io.grantway.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.gateway.UpstreamConfig;
import io.grantway.gateway.UpstreamConfig.TargetConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpstreamTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @Test
    void sharesCallsByWeight() {
        Upstream upstream = upstream(target("http://a:1", 3), target("http://b:1", 1));
        List<String> hosts = IntStream.range(0, 8).mapToObj(_ -> next(upstream)).toList();
        assertThat(hosts).containsExactly("a", "a", "b", "a", "a", "a", "b", "a");
    }

    @Test
    void passesOverATargetWhoseCircuitIsOpen() {
        Upstream upstream = upstream(target("http://a:1", 1), target("http://b:1", 1));
        upstream.targets().getFirst().failed();
        assertThat(IntStream.range(0, 4).mapToObj(_ -> next(upstream)).collect(Collectors.toSet()))
                .containsExactly("b");
        upstream.targets().getLast().failed();
        assertThat(upstream.choose(List.of())).isNull();
    }

    @Test
    void doesNotTakeATargetTwiceForOneCall() {
        Upstream upstream = upstream(target("http://a:1", 1));
        assertThat(upstream.choose(upstream.targets())).isNull();
    }

    @Test
    void readsHostPortAndBasePathFromTheUrl() {
        Target target = upstream(target("https://[::1]/base/", 1)).targets().getFirst();
        assertThat(target.origin().host()).isEqualTo("::1");
        assertThat(target.origin().port()).isEqualTo(443);
        assertThat(target.origin().authority()).isEqualTo("[::1]");
        assertThat(target.basePath()).isEqualTo("/base");
    }

    @Test
    void takesATargetOutAfterBadProbesAndBackAfterGoodOnes() {
        Upstream upstream = upstream(target("http://a:1", 1));
        int[] status = {500};
        HealthChecks checks =
                new HealthChecks(
                        upstream,
                        new UpstreamConfig.HealthConfig("/health", LIMIT, LIMIT, 2, 3),
                        (_, _, _) -> CompletableFuture.completedFuture(status[0]));
        IntStream.range(0, 2).forEach(_ -> checks.round());
        assertThat(upstream.choose(List.of())).isNotNull();
        checks.round();
        assertThat(upstream.choose(List.of())).isNull();
        assertThat(upstream.targets().getFirst().state()).isEqualTo("unhealthy");
        status[0] = 204;
        checks.round();
        assertThat(upstream.choose(List.of())).isNull();
        checks.round();
        assertThat(upstream.choose(List.of())).isNotNull();
    }

    private static String next(Upstream upstream) {
        return Objects.requireNonNull(upstream.choose(List.of())).origin().host();
    }

    private static TargetConfig target(String url, int weight) {
        return new TargetConfig(URI.create(url), weight);
    }

    private static Upstream upstream(TargetConfig... targets) {
        return Upstream.of(
                new UpstreamConfig(
                        null,
                        List.of(targets),
                        1,
                        new UpstreamConfig.Limits(LIMIT, LIMIT, LIMIT, Duration.ZERO),
                        new UpstreamConfig.CircuitConfig(1, LIMIT, List.of(503)),
                        null,
                        false,
                        true),
                () -> 0);
    }
}
