package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The contenders of the table.
final class Peers {
    private static final int FEW_ROUTES = 10;
    private static final int MANY_ROUTES = 10_000;
    private static final int MANY_TOKENS = 5_000;
    private static final int GRANTWAY = 19_110;
    private static final int GRANTWAY_MANY_ROUTES = 19_120;

    private final Processes processes;
    private final Path distribution;

    Peers(Processes processes, Path distribution) {
        this.processes = processes;
        this.distribution = distribution;
    }

    /// Starts everything. The first contender is the reference of the table.
    ///
    /// @param spring the peer built from `bench/peers/spring`
    List<Contender> all(Path spring) throws IOException {
        Proxies proxies = new Proxies(processes);
        proxies.upstream();
        List<Contender> contenders = new ArrayList<>();
        contenders.add(proxies.nginx());
        contenders.add(proxies.haproxy());
        contenders.add(proxies.haproxyJwt());
        contenders.add(new Spring(processes, spring).contender());
        Grantway few = new Grantway(processes, distribution, "grantway", GRANTWAY, FEW_ROUTES);
        Process process = few.start("0");
        contenders.add(few.contender("Grantway plain", process, "/plain/1", List.of()));
        contenders.add(
                few.contender(
                        "Grantway oauth2, token cached",
                        process,
                        "/event/1",
                        few.tokens("/event", 1)));
        contenders.add(
                few.contender(
                        "Grantway oauth2, 5,000 tokens",
                        process,
                        "/event/1",
                        few.tokens("/event", MANY_TOKENS)));
        contenders.add(manyRoutes());
        return contenders;
    }

    private Contender manyRoutes() throws IOException {
        Grantway many =
                new Grantway(
                        processes,
                        distribution,
                        "grantway-routes",
                        GRANTWAY_MANY_ROUTES,
                        MANY_ROUTES);
        return many.contender(
                "Grantway oauth2, 10,000 routes",
                many.start("0"),
                "/event/1",
                many.tokens("/event", 1));
    }

    /// The two of the quick guard: the limit, and a token in memory.
    List<Contender> quick() throws IOException {
        Proxies proxies = new Proxies(processes);
        proxies.upstream();
        Contender nginx = proxies.nginx();
        Grantway grantway = new Grantway(processes, distribution, "grantway", GRANTWAY, FEW_ROUTES);
        Process process = grantway.start("0");
        return List.of(
                nginx,
                grantway.contender(
                        "Grantway oauth2, token cached",
                        process,
                        "/event/1",
                        grantway.tokens("/event", 1)));
    }
}
