package io.grantway.outbound;

import io.grantway.outbound.fhir.FhirCalls;
import io.grantway.outbound.fhir.SmartDiscovery;
import io.grantway.supply.OAuth2Config;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A FHIR connection in force: its calls, those for files, and those without a credential.
final class LiveFhir implements Connection {
    private final FhirConfig config;
    private final RestConnection calls;
    private final RestConnection files;
    private final RestConnection open;
    private final FhirConnection fhir;
    private final FhirExports exports;

    /// @param definition by which calls prove themselves; null for none
    /// @param security of it, where it does not depend on what the server says
    LiveFhir(
            Connections.In<String> name,
            FhirConfig config,
            @Nullable SecurityDefinitionConfig definition,
            Security security,
            Surroundings around,
            Tally tally) {
        this.config = config;
        this.open = plain(name, config.openCalls(), definition, around);
        Security own = own(open, name, config, definition, security, around);
        this.calls =
                new RestConnection(name.config(), config.calls(), definition, own, around, tally);
        this.files =
                new RestConnection(
                        name.config(), config.fileCalls(), definition, own, around, new Tally());
        this.fhir = FhirConnection.of(config, calls);
        this.exports =
                FhirConnection.exports(
                        config,
                        calls,
                        files,
                        around.exports().resolve(name.workspace()),
                        around.clock(),
                        around.random());
    }

    private static RestConnection plain(
            Connections.In<String> name,
            RestConfig config,
            @Nullable SecurityDefinitionConfig definition,
            Surroundings around) {
        return new RestConnection(
                name.config(), config, definition, FixedSecurity.NOTHING, around, new Tally());
    }

    /// By what the server says of its token endpoint, where the definition says nothing of it.
    private static Security own(
            RestConnection open,
            Connections.In<String> name,
            FhirConfig config,
            @Nullable SecurityDefinitionConfig definition,
            Security security,
            Surroundings around) {
        OAuth2Config oauth2 = definition == null ? null : definition.oauth2();
        if (definition == null || oauth2 == null || oauth2.knowsEndpoint()) {
            return security;
        }
        SmartDiscovery discovery =
                new SmartDiscovery(
                        new FhirCalls(open, UnaryOperator.identity()),
                        URI.create(config.url()),
                        around.clock());
        return new TokenSecurity(
                new SmartTokenSource(
                        definition.name(),
                        discovery,
                        endpoint ->
                                around.tokens()
                                        .of(name.workspace(), definition, Optional.of(endpoint))),
                definition.renewOn());
    }

    @Override
    public String name() {
        return calls.name();
    }

    @Override
    public OutboundAnswer call(OutboundRequest request) {
        return calls.call(request);
    }

    @Override
    public Ping ping() {
        return new FhirPing(config, calls, open).ping();
    }

    RestConnection rest() {
        return calls;
    }

    FhirConnection fhir() {
        return fhir;
    }

    FhirExports exports() {
        return exports;
    }

    /// Lets its connections end with the calls that are under way; its exports stop where they are.
    void retire() {
        exports.close();
        calls.retire();
        files.retire();
        open.retire();
    }
}
