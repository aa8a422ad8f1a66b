package io.grantway.outbound;

import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigText;
import io.grantway.config.Key;
import io.grantway.config.Variants;
import io.grantway.http.NameResolver;
import io.grantway.http.OutgoingPools;
import io.grantway.http.OutgoingRule;
import io.grantway.http.outgoing.Authorities;
import io.grantway.testing.SupplyFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Connections of a configuration, with a real supply of tokens. Pauses are counted and not made.
final class RestBench implements AutoCloseable {
    final SupplyFixture tokens = new SupplyFixture();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final OutgoingPools pools;
    final Surroundings around;
    Connections connections = Connections.NONE;

    /// What a test writes.
    record Written(
            @Key("Definitions.") List<SecurityDefinitionConfig> securityDefinitions,
            @Key("Connections.") List<ConnectionConfig> connections) {}

    RestBench() {
        this(NameResolver.SYSTEM);
    }

    RestBench(NameResolver names) {
        pools = OutgoingPools.create(() -> OutgoingRule.PUBLIC_ONLY, names, Authorities.SYSTEM);
        around =
                new Surroundings(
                        pools,
                        (workspace, definition, discovered) ->
                                tokens.supply.source(
                                        workspace,
                                        definition.name(),
                                        Objects.requireNonNull(definition.oauth2()),
                                        discovered),
                        tokens.clock,
                        System::nanoTime,
                        new Random(1),
                        pauses::add,
                        Path.of("exports"));
    }

    static Written read(String yaml) {
        return new ConfigReader(Variants.NONE, Set.of())
                .load(
                        Written.class,
                        List.of(),
                        List.of(new ConfigText("test.yaml", yaml)),
                        Map.of(),
                        (_, _) -> {})
                .value();
    }

    /// A definition `Okta` that gets its tokens from the fixture's server.
    String okta() {
        return "{name: Okta, oauth2: {tokenEndpoint: '"
                + tokens.issuer.uri()
                + "', clientId: grantway, clientSecret: s3cret}}";
    }

    /// Puts a configuration in force in place of the one before.
    RestBench with(String yaml) {
        Written written = read(yaml);
        Connections before = connections;
        connections =
                Connections.of(
                        in(written.securityDefinitions()),
                        in(written.connections()),
                        before,
                        around);
        before.retireUnlessIn(connections);
        return this;
    }

    /// One connection `API`.
    ///
    /// @param settings under `rest`, without braces
    RestBench rest(String settings) {
        return with("connections: [{name: API, rest: {" + settings + "}}]");
    }

    /// One connection `API` with the security `Okta`.
    RestBench secured(String settings) {
        return with(
                "securityDefinitions: ["
                        + okta()
                        + "]\nconnections: [{name: API, rest: {security: Okta, "
                        + settings
                        + "}}]");
    }

    private static <T> List<Connections.In<T>> in(List<T> all) {
        List<Connections.In<T>> found = new ArrayList<>();
        all.forEach(each -> found.add(new Connections.In<>("default", each)));
        return found;
    }

    Connection api() {
        return connections.find("default", "API");
    }

    /// The whole answer's status and text.
    String get(String path) {
        return call(OutboundRequest.of("GET", path));
    }

    String call(OutboundRequest request) {
        try (OutboundAnswer answer = api().call(request)) {
            return answer.status() + " " + answer.body().text();
        }
    }

    Figures figures() {
        Figures[] found = new Figures[1];
        connections.figures((_, figures) -> found[0] = figures);
        return found[0];
    }

    @Override
    public void close() {
        pools.close();
        tokens.close();
    }
}
