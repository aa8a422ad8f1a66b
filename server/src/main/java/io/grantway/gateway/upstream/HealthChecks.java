package io.grantway.gateway.upstream;

import io.grantway.gateway.UpstreamConfig.HealthConfig;
import io.grantway.http.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The active health checks of one upstream's targets.
public final class HealthChecks {
    /// Asks a target, and times the rounds.
    public interface Prober {
        /// @return the status of the answer; fails when there is none
        CompletionStage<Integer> probe(Origin origin, String path, Duration within);
    }

    private final HealthConfig config;
    private final Prober prober;
    private final List<Counted> targets = new ArrayList<>();

    public HealthChecks(Upstream upstream, HealthConfig config, Prober prober) {
        this.config = config;
        this.prober = prober;
        upstream.targets().forEach(target -> targets.add(new Counted(target)));
    }

    /// Asks every target once.
    public void round() {
        targets.forEach(Counted::probe);
    }

    private final class Counted {
        private final Target target;
        private int good;
        private int bad;

        Counted(Target target) {
            this.target = target;
        }

        void probe() {
            prober.probe(target.origin(), target.basePath() + config.path(), config.within())
                    .whenComplete((status, failure) ->
                            count(failure == null && status >= 200 && status < 400));
        }

        private synchronized void count(boolean answeredWell) {
            good = answeredWell ? good + 1 : 0;
            bad = answeredWell ? 0 : bad + 1;
            if (good >= config.healthyAfter()) {
                target.probed(true);
            } else if (bad >= config.unhealthyAfter()) {
                target.probed(false);
            }
        }
    }
}
