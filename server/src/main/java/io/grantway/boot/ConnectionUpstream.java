package io.grantway.boot;

import io.grantway.config.Secret;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.UpstreamConfig;
import io.grantway.gateway.UpstreamCredential;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.Headers;
import io.grantway.http.OriginTls;
import io.grantway.http.Problem;
import io.grantway.outbound.ForwardedConnection;
import io.grantway.outbound.ForwardedConnection.Given;
import io.grantway.outbound.RestConfig;
import io.grantway.supply.TokenUnavailable;
import io.grantway.supply.TokenUnavailable.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A connection as an upstream of the gateway: its address and limits, and what proves the calls.
record ConnectionUpstream(ForwardedConnection connection, Executor blocking)
        implements UpstreamCredential {
    private static final String BEARER = "Bearer ";

    static Upstream of(
            ForwardedConnection connection,
            UpstreamConfig config,
            LongSupplier nanoTime,
            Executor blocking) {
        return Upstream.of(
                effective(connection.config(), config),
                nanoTime,
                new ConnectionUpstream(connection, blocking),
                connection.tls());
    }

    /// Of a connection that is not there: whoever calls is told.
    static Upstream missing(String workspace, String name, LongSupplier nanoTime) {
        UpstreamConfig nowhere =
                new UpstreamConfig(
                        URI.create("http://none.invalid"),
                        List.of(),
                        0,
                        new UpstreamConfig.Limits(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ZERO),
                        new UpstreamConfig.CircuitConfig(1, Duration.ofSeconds(1), List.of()),
                        null,
                        false,
                        true);
        String why = "there is no connection \"" + name + "\" in the workspace " + workspace;
        return Upstream.of(
                nowhere,
                nanoTime,
                () -> (Refusing) call -> refusal(call, why, Duration.ZERO),
                OriginTls.USUAL);
    }

    /// Gives nothing.
    @FunctionalInterface
    private interface Refusing extends Use {
        @Override
        default boolean mayHelp(int status, Headers headers) {
            return false;
        }

        @Override
        default Decision putAnother(Call call) {
            return put(call);
        }
    }

    private static UpstreamConfig effective(RestConfig rest, UpstreamConfig config) {
        RestConfig.CircuitConfig circuit = rest.circuit();
        return new UpstreamConfig(
                URI.create(rest.url()),
                List.of(),
                config.retries(),
                new UpstreamConfig.Limits(
                        rest.connectTimeout(),
                        rest.timeout(),
                        config.limits().idle(),
                        rest.timeout()),
                new UpstreamConfig.CircuitConfig(
                        circuit.failures(), circuit.openFor(), circuit.statuses()),
                config.health(),
                config.http2(),
                rest.tls().verify());
    }

    @Override
    public Use use() {
        return new OneCall();
    }

    private final class OneCall implements Use {
        private @Nullable Given given;
        private @Nullable String ownQuery;

        @Override
        public Decision put(Call call) {
            ownQuery = call.query();
            Optional<Secret> caller = caller(call);
            Optional<Given> ready = connection.ready(caller);
            return ready.isPresent()
                    ? with(call, ready.get())
                    : later(call, () -> connection.get(caller));
        }

        @Override
        public boolean mayHelp(int status, Headers headers) {
            return connection.refuses(status, headers);
        }

        @Override
        public Decision putAnother(Call call) {
            Given refused = Objects.requireNonNull(given);
            Optional<Secret> caller = caller(call);
            return later(call, () -> connection.another(refused, caller));
        }

        private Decision later(Call call, Supplier<Given> getting) {
            return new Decision.Wait(
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return with(call, getting.get());
                                } catch (TokenUnavailable e) {
                                    if (given != null && e.reason() == Reason.REFUSED_AGAIN) {
                                        // What the API says to it is then the answer.
                                        return Decision.PROCEED;
                                    }
                                    return refusal(
                                            call,
                                            String.valueOf(e.getMessage()),
                                            e.retryAfter().orElse(Duration.ZERO));
                                }
                            },
                            blocking));
        }

        private Decision with(Call call, Given newly) {
            given = newly;
            newly.fields().forEach(call.upstreamHeaders()::set);
            if (!newly.query().isEmpty()) {
                call.replaceQuery(
                        ownQuery == null ? newly.query() : ownQuery + "&" + newly.query());
            }
            return Decision.PROCEED;
        }
    }

    private static Decision refusal(Call call, String why, Duration retryAfter) {
        call.record().refused("upstream_credential", why);
        return new Decision.Answer(
                Problem.of(503, "upstream_credential", why)
                        .with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())))
                        .toResponse(call.head().id()));
    }

    /// The access token that the client brought, for definitions that exchange it.
    private static Optional<Secret> caller(Call call) {
        return call.head()
                .headers()
                .first("Authorization")
                .filter(field -> field.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(field -> Secret.of(field.substring(BEARER.length()).strip()));
    }
}
