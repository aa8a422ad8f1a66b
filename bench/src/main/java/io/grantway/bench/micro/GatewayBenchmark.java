package io.grantway.bench.micro;

import io.grantway.gateway.Gateway;
import io.grantway.gateway.PathPattern;
import io.grantway.gateway.PathRewrite;
import io.grantway.gateway.Policy;
import io.grantway.gateway.Route;
import io.grantway.gateway.RouteTable;
import io.grantway.http.Forward;
import io.grantway.http.RequestHead;
import io.grantway.oauth.TokenHash;
import io.grantway.token.TokenCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A call's whole way through the gateway but for the engine: route, policies, what goes upstream.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GatewayBenchmark {
    private final TokenCache tokens = Fixtures.tokens();
    private final RequestHead open = Fixtures.get("/plain/1", Fixtures.token(0));
    private final RequestHead guarded = Fixtures.get("/event/1", Fixtures.token(0));
    private final RouteTable table =
            new RouteTable(
                    List.of(
                            route("/plain", List.of()),
                            route("/event", List.of(Fixtures.oauth2(tokens)))));
    private final Gateway gateway = new Gateway(() -> table);

    private static Route route(String path, List<Policy> policies) {
        return new Route(
                "default",
                "api",
                "route",
                new Route.Match(Optional.empty(), PathPattern.parse(path), List.of(), Map.of()),
                PathRewrite.KEEP,
                false,
                new Route.Action(policies, Fixtures.upstream()));
    }

    @Setup
    public void remember() {
        String token = Fixtures.token(0);
        tokens.validate(TokenHash.of(token), token);
    }

    /// Without a policy.
    @Benchmark
    public Forward plain() {
        return handle(open);
    }

    /// With the `oauth2` policy and a token in memory.
    @Benchmark
    public Forward oauth2() {
        return handle(guarded);
    }

    private Forward handle(RequestHead head) {
        UnsentExchange exchange = new UnsentExchange(head);
        gateway.handle(exchange);
        return exchange.forwarded();
    }
}
