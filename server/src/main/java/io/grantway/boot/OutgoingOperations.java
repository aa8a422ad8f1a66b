package io.grantway.boot;

import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.boot.registry.Identified;
import io.grantway.boot.registry.LiveRegistry;
import io.grantway.boot.registry.Union;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.Connections;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.outbound.checkup.DefinitionCheckup;
import io.grantway.outbound.checkup.Means;
import io.grantway.outbound.checkup.Step;
import io.grantway.supply.TokenSource;
import io.grantway.supply.TokenUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Looking at connections and security definitions as operations of the admin API: whether they
/// work, what became of the last calls and token requests, how it stands with a token.
final class OutgoingOperations {
    private static final String WORKSPACE = "/api/v1/workspaces/{workspace}";
    private static final String DEFINITION = WORKSPACE + "/securityDefinitions/{name}";
    private static final String CONNECTION = WORKSPACE + "/connections/{name}";

    private final LiveRegistry registry;
    private final Supplier<Connections> connections;
    private final LiveTokens tokens;
    private final Means means;
    private final AuditTrail trail;

    private OutgoingOperations(
            LiveRegistry registry,
            Supplier<Connections> connections,
            LiveTokens tokens,
            Means means,
            AuditTrail trail) {
        this.registry = registry;
        this.connections = connections;
        this.tokens = tokens;
        this.means = means;
        this.trail = trail;
    }

    /// @param connections those in force
    static List<Operation> of(
            LiveRegistry registry,
            Supplier<Connections> connections,
            LiveTokens tokens,
            Means means,
            AuditTrail trail) {
        OutgoingOperations all =
                new OutgoingOperations(registry, connections, tokens, means, trail);
        return List.of(
                Operation.post(
                                CONNECTION + "/ping",
                                "pingConnection",
                                "Looks at each step of a call, and says what is wrong")
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("name", "REST Server")
                        .answers(200, OutgoingView.CHECKUP)
                        .by(all::ping),
                Operation.get(
                                CONNECTION + "/calls",
                                "listCallsOfConnection",
                                "The last calls of a connection on this node, the newest first")
                        .needs(Role.VIEWER, Reach.PATH)
                        .variable("name", "REST Server")
                        .answers(200, OutgoingView.CALLS)
                        .by(all::calls),
                Operation.post(
                                DEFINITION + "/test",
                                "testSecurityDefinition",
                                "Looks at each step to a credential, and says what is wrong")
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("name", "Okta")
                        .answers(200, OutgoingView.CHECKUP)
                        .by(all::test),
                Operation.get(
                                DEFINITION + "/attempts",
                                "listTokenAttempts",
                                "The last token requests of this node, the newest first")
                        .needs(Role.VIEWER, Reach.PATH)
                        .variable("name", "Okta")
                        .answers(200, OutgoingView.ATTEMPTS)
                        .by(all::attempts),
                Operation.get(
                                DEFINITION + "/token",
                                "showTokenState",
                                "How it stands with the token; never the token itself")
                        .needs(Role.VIEWER, Reach.PATH)
                        .variable("name", "Okta")
                        .answers(200, OutgoingView.TOKEN)
                        .by(all::state),
                Operation.post(
                                DEFINITION + "/renew",
                                "renewToken",
                                "Has the token renewed now, whatever is left of it")
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("name", "Okta")
                        .answers(200, OutgoingView.TOKEN)
                        .by(all::renew));
    }

    private static String workspace(Request request) {
        return Reach.PATH.workspace(request).orElseThrow();
    }

    private Response ping(Request request) {
        Union union = registry.union();
        String workspace = workspace(request);
        ConnectionConfig config =
                named(union.connections(), request, ConnectionConfig::name, "connection");
        String security = config.calls().security();
        Optional<SecurityDefinitionConfig> definition =
                union.securityDefinitions().stream()
                        .filter(each -> each.workspace().equals(workspace))
                        .map(Identified::config)
                        .filter(each -> each.name().equals(security))
                        .findFirst();
        return OutgoingView.checkup(
                definition
                        .filter(OutgoingOperations::knowsEndpoint)
                        .map(each -> checked(workspace, each))
                        .orElse(List.of()),
                connections.get().find(workspace, config.name()).ping());
    }

    /// Whether its token server can be looked at by itself: one that only a FHIR server knows is
    /// looked at by the connection to that.
    private static boolean knowsEndpoint(SecurityDefinitionConfig definition) {
        return definition.oauth2() != null && definition.oauth2().knowsEndpoint();
    }

    private Response calls(Request request) {
        String name =
                named(registry.union().connections(), request, ConnectionConfig::name, "connection")
                        .name();
        return OutgoingView.calls(connections.get().past(workspace(request), name));
    }

    private Response test(Request request) {
        return OutgoingView.checkup(checked(workspace(request), definition(request)));
    }

    private List<Step> checked(String workspace, SecurityDefinitionConfig definition) {
        return DefinitionCheckup.of(
                definition, means, each -> tokens.of(workspace, each, Optional.empty()));
    }

    private Response attempts(Request request) {
        String name = definition(request).name();
        return OutgoingView.attempts(
                tokens.found()
                        .map(supply -> supply.attempts(workspace(request), name))
                        .orElse(List.of()));
    }

    private Response state(Request request) {
        return OutgoingView.token(source(request).status());
    }

    private Response renew(Request request) {
        SecurityDefinitionConfig definition = definition(request);
        TokenSource source = source(request);
        try {
            long before = source.status().generation();
            var token = source.token();
            if (token.generation() == before) {
                var _ = source.renewed(token);
            }
        } catch (TokenUnavailable e) {
            throw Problem.of(502, "no_token", String.valueOf(e.getMessage()));
        }
        trail.append(
                trail.entry(
                        AuditEntry.Action.UPDATE,
                        "token",
                        definition.name(),
                        Optional.of(workspace(request)),
                        Optional.empty(),
                        Optional.empty()));
        return OutgoingView.token(source.status());
    }

    private TokenSource source(Request request) {
        SecurityDefinitionConfig definition = definition(request);
        if (definition.oauth2() == null) {
            throw Problem.of(
                    409,
                    "no_tokens",
                    "the security definition \""
                            + definition.name()
                            + "\" has no tokens: it is not of the kind oauth2");
        }
        return tokens.of(workspace(request), definition, Optional.empty());
    }

    private SecurityDefinitionConfig definition(Request request) {
        return named(
                registry.union().securityDefinitions(),
                request,
                SecurityDefinitionConfig::name,
                "security definition");
    }

    /// One in force, by its name or id.
    private static <T extends Record> T named(
            List<Identified<T>> all, Request request, Function<T, String> name, String what) {
        String asked = request.variable("name");
        return all.stream()
                .filter(each -> each.workspace().equals(workspace(request)))
                .filter(each ->
                        name.apply(each.config()).equals(asked)
                                || each.ids().id().toString().equals(asked))
                .map(Identified::config)
                .findFirst()
                .orElseThrow(() ->
                        Problem.notFound(
                                "there is no "
                                        + what
                                        + " \""
                                        + asked
                                        + "\" in force in this workspace"));
    }
}
