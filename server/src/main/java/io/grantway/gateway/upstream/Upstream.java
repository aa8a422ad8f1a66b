package io.grantway.gateway.upstream;

import io.grantway.gateway.UpstreamConfig;
import io.grantway.gateway.UpstreamConfig.TargetConfig;
import io.grantway.gateway.UpstreamCredential;
import io.grantway.http.Circuit;
import io.grantway.http.Origin;
import io.grantway.http.OriginTls;
import io.grantway.http.TimeLimits;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The targets of an API, taken in turn by their weights; one that fails is passed over.
public final class Upstream {
    private final List<Target> targets;

    /// Indexes of targets, each as often as its weight says, spread evenly.
    private final int[] turns;

    private final AtomicInteger next = new AtomicInteger();
    private final TimeLimits limits;
    private final int retries;
    private final Set<Integer> failureStatuses;
    private final @Nullable UpstreamCredential credential;

    private Upstream(
            List<Target> targets,
            int[] turns,
            UpstreamConfig config,
            @Nullable UpstreamCredential credential) {
        this.credential = credential;
        this.targets = List.copyOf(targets);
        this.turns = turns;
        this.limits =
                new TimeLimits(
                        config.limits().connect(),
                        config.limits().firstByte(),
                        config.limits().idle(),
                        config.limits().total());
        this.retries = config.retries();
        this.failureStatuses = Set.copyOf(config.circuit().statuses());
    }

    /// @param nanoTime the clock of the circuits
    public static Upstream of(UpstreamConfig config, LongSupplier nanoTime) {
        return of(config, nanoTime, null, OriginTls.USUAL);
    }

    /// @param credential what the gateway proves itself by there; absent where clients do that
    ///   themselves
    /// @param tls what is shown there, and who is trusted
    public static Upstream of(
            UpstreamConfig config,
            LongSupplier nanoTime,
            @Nullable UpstreamCredential credential,
            OriginTls tls) {
        return of(config, nanoTime, credential, tls, false);
    }

    /// @param foreign somebody else than the operator chose its hosts
    public static Upstream of(
            UpstreamConfig config,
            LongSupplier nanoTime,
            @Nullable UpstreamCredential credential,
            OriginTls tls,
            boolean foreign) {
        List<TargetConfig> configured = targetsOf(config);
        List<Target> targets = new ArrayList<>();
        for (TargetConfig target : configured) {
            targets.add(target(target.url(), config, nanoTime, tls, foreign));
        }
        return new Upstream(targets, turns(configured), config, credential);
    }

    /// The targets that a configuration names, either way of writing.
    public static List<TargetConfig> targetsOf(UpstreamConfig config) {
        URI url = config.url();
        return url == null ? config.targets() : List.of(new TargetConfig(url, 1));
    }

    private static Target target(
            URI url, UpstreamConfig config, LongSupplier nanoTime, OriginTls tls, boolean foreign) {
        int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
        Origin origin =
                new Origin(
                        url.getScheme(),
                        bareHost(url),
                        port,
                        config.http2(),
                        config.verify(),
                        tls,
                        foreign);
        String path = url.getRawPath();
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        long openNanos = config.circuit().openFor().toNanos();
        return new Target(
                origin, base, new Circuit(config.circuit().failures(), openNanos, nanoTime));
    }

    private static String bareHost(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /// Smooth weighted round robin, one round written down.
    private static int[] turns(List<TargetConfig> targets) {
        int total = targets.stream().mapToInt(TargetConfig::weight).sum();
        int[] credit = new int[targets.size()];
        int[] turns = new int[total];
        for (int turn = 0; turn < total; turn++) {
            int best = 0;
            for (int i = 0; i < credit.length; i++) {
                credit[i] += targets.get(i).weight();
                best = credit[i] > credit[best] ? i : best;
            }
            credit[best] -= total;
            turns[turn] = best;
        }
        return turns;
    }

    /// The target whose turn it is, passing over those that are out.
    ///
    /// @param tried not to be taken again; empty for the first try
    /// @return null when every other target is out
    public @Nullable Target choose(List<Target> tried) {
        for (int attempt = 0; attempt < turns.length; attempt++) {
            int turn = Math.floorMod(next.getAndIncrement(), turns.length);
            Target target = targets.get(turns[turn]);
            if (!tried.contains(target) && target.admits()) {
                return target;
            }
        }
        return null;
    }

    public List<Target> targets() {
        return targets;
    }

    public TimeLimits limits() {
        return limits;
    }

    public @Nullable UpstreamCredential credential() {
        return credential;
    }

    public int retries() {
        return retries;
    }

    public boolean countsAsFailure(int status) {
        return failureStatuses.contains(status);
    }
}
