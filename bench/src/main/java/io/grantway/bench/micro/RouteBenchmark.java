package io.grantway.bench.micro;

import io.grantway.gateway.PathPattern;
import io.grantway.gateway.PathRewrite;
import io.grantway.gateway.Route;
import io.grantway.gateway.RouteTable;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Finding the route of a request, each time another.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteBenchmark {
    @Param({"10", "10000"})
    int routes;

    private RouteTable table = new RouteTable(List.of());
    private RequestHead[] requests = {};
    private int next;

    @Setup
    public void compile() {
        Upstream upstream = Fixtures.upstream();
        List<Route> all = new ArrayList<>();
        requests = new RequestHead[routes];
        for (int i = 0; i < routes; i++) {
            String path = "/api" + i + "/v1/items";
            all.add(
                    new Route(
                            "default",
                            "api" + i,
                            "route" + i,
                            new Route.Match(
                                    Optional.empty(), PathPattern.parse(path), List.of(), Map.of()),
                            PathRewrite.KEEP,
                            false,
                            new Route.Action(List.of(), upstream)));
            requests[i] = Fixtures.get(path + "/7", Fixtures.token(0));
        }
        table = new RouteTable(all);
    }

    @Benchmark
    public RouteTable.Found find() {
        next = next + 1 == requests.length ? 0 : next + 1;
        return table.find(requests[next]);
    }
}
