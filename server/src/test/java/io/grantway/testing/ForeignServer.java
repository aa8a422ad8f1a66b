package io.grantway.testing;

import io.grantway.http.Body;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.jose.RemoteKeys;
import io.grantway.token.ExternalServer;
import io.grantway.token.ExternalServerConfig;
import io.grantway.token.TokenServers;
import io.grantway.token.ValidatedTokens;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// An authorization server of somebody else, seen from the gateway, whatever answers for it.
public final class ForeignServer {
    private static final int BYTES = 1 << 20;

    private ForeignServer() {}

    /// @param yaml as under `external` of a configuration
    public static ExternalServerConfig config(String yaml) {
        return PolicyCalls.read("servers: [{name: theirs, external: " + yaml + "}]")
                .servers()
                .getFirst()
                .external();
    }

    /// @param yaml as under `external` of a configuration
    public static ExternalServer of(String yaml, Outgoing outgoing, InstantSource clock) {
        return new ExternalServer(
                "theirs",
                config(yaml),
                new ExternalServer.Surroundings(
                        outgoing,
                        new RemoteKeys(outgoing, Runnable::run, clock),
                        Runnable::run,
                        clock,
                        new SecureRandom()));
    }

    /// That server alone, with a memory for what it said.
    public static TokenServers remembering(ExternalServer server, InstantSource clock) {
        return new TokenServers(List.of(server), new ValidatedTokens(clock, BYTES), clock);
    }

    /// A network in which one handler answers everything.
    public static Outgoing answeredBy(Function<Request, Response> handler) {
        return new Handed(handler);
    }

    private record Handed(Function<Request, Response> handler) implements Outgoing {
        @Override
        public OutgoingAnswer fetch(OutgoingRequest request) {
            List<String> headers = new ArrayList<>();
            request.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
            Response response =
                    handler.apply(
                            new Request(
                                    Requests.head(
                                            request.method(),
                                            request.uri().toString(),
                                            headers.toArray(String[]::new)),
                                    Body.of(request.body().text())));
            return new OutgoingAnswer(
                    request.uri(), response.status(), response.headers(), response.body());
        }

        @Override
        public void close() {}
    }
}
