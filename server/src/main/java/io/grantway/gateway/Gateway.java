package io.grantway.gateway;

import io.grantway.http.Exchange;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.Problem;
import java.util.function.Supplier;

/// Takes calls: finds the route, puts the call through its policies, and to where the route ends.
public final class Gateway implements ExchangeHandler {
    private final Supplier<RouteTable> routes;

    /// @param routes the table in force; asked once for each call, which keeps to it
    public Gateway(Supplier<RouteTable> routes) {
        this.routes = routes;
    }

    @Override
    public void handle(Exchange exchange) {
        switch (routes.get().find(exchange.head())) {
            case RouteTable.Found.Matched(var route) -> {
                exchange.record().matched(route.workspace(), route.api(), route.name());
                exchange.record().onPath(route.match().path().text());
                new PolicyRun(route, exchange).start();
            }
            case RouteTable.Found.WrongMethod(var allowed) ->
                    throw Problem.of(405, "method_not_allowed", "no route takes this method here")
                            .with("Allow", String.join(", ", allowed));
            case RouteTable.Found.Nothing() ->
                    throw Problem.of(
                            404, "no_route", "no API of this gateway has this host and path");
        }
    }
}
