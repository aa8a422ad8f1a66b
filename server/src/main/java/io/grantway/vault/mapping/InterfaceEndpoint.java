package io.grantway.vault.mapping;

import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.http.Routes;
import io.grantway.oauth.TokenHash;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.Credential;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.Provider;
import io.grantway.vault.VaultApp;
import io.grantway.vault.VaultEvent;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `/vault/v1/users/{user}/interfaces/{name}`, and the document of all interfaces at
/// `/vault/v1/interfaces/openapi.json`. Blocks.
public final class InterfaceEndpoint implements Handler {
    private static final String USERS = "/vault/v1/users/";
    private static final String DOCUMENT = "/vault/v1/interfaces/openapi.json";
    private static final int LONGEST_USER = 256;
    private static final int DIGITS = 12;

    private final AppAuthentication apps;
    private final InterfaceMeans means;
    private final Routes routes;
    private final ConcurrentMap<Name, ProviderSender> senders = new ConcurrentHashMap<>();

    private record Name(String workspace, String provider) {}

    public InterfaceEndpoint(AppAuthentication apps, InterfaceMeans means) {
        this.apps = apps;
        this.means = means;
        String path = USERS + "{user}/interfaces/{name}";
        this.routes =
                Routes.builder()
                        .on("GET", path, this::called)
                        .on("POST", path, this::called)
                        .on("GET", DOCUMENT, this::document)
                        .build();
    }

    /// Whether a path is one of its own.
    public static boolean has(String path) {
        int slash = path.startsWith(USERS) ? path.indexOf('/', USERS.length()) : -1;
        return path.equals(DOCUMENT) || (slash > 0 && path.startsWith("/interfaces/", slash));
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }

    private Response document(Request request) {
        VaultApp app = apps.app(request.headers());
        List<Interface> all = means.interfaces().apply(app.workspace()).all();
        return Response.json(200, Json.write(InterfaceDocument.of(all)));
    }

    private Response called(Request request) {
        VaultApp app = apps.app(request.headers());
        String user = request.variable("user");
        if (user.isEmpty() || user.length() > LONGEST_USER) {
            throw InterfaceProblems.field("the user in the path must have 1 to 256 characters");
        }
        Interfaces interfaces = means.interfaces().apply(app.workspace());
        String name = request.variable("name");
        Interface called =
                interfaces
                        .find(name)
                        .orElseThrow(() -> InterfaceProblems.noInterface(name, interfaces.names()));
        Parameters query = request.query();
        Map<String, JsonNode> parameters = GivenParameters.of(called, request);
        boolean explain = query.first("explain").filter("true"::equals).isPresent();
        Provider provider = provider(app, user, called, query.first("provider"));
        Mapped mapped =
                called.at(provider.name(), provider.template())
                        .orElseThrow(() ->
                                InterfaceProblems.notMapped(
                                        name,
                                        provider.name(),
                                        List.copyOf(called.providers().keySet())));
        AccountKey key = app.account(user, provider.name());
        LiveAccount account =
                means.accounts()
                        .find(key)
                        .orElseThrow(() -> InterfaceProblems.noAccount(provider.name()));
        InterfaceCall call = new InterfaceCall(called, mapped, sender(provider), account, means);
        return answered(call, parameters, explain, event(key, name, request));
    }

    private Response answered(
            InterfaceCall call, Map<String, JsonNode> parameters, boolean explain, Told told) {
        try {
            JsonNode result = call.result(parameters);
            told.ended(call, "ok");
            if (explain && result instanceof ObjectNode object) {
                object.set("explain", call.explained());
            }
            return Response.json(200, Json.write(result));
        } catch (Problem problem) {
            told.ended(call, problem.reason());
            throw explain ? problem.with("explain", call.explained()) : problem;
        }
    }

    private Provider provider(VaultApp app, String user, Interface called, Optional<String> said) {
        if (said.isPresent()) {
            return find(app, said.get())
                    .orElseThrow(() -> InterfaceProblems.noProvider(said.get()));
        }
        List<Provider> mapped =
                means.accounts().of(app.workspace(), app.name(), user).stream()
                        .map(Account::key)
                        .flatMap(key -> find(app, key.provider()).stream())
                        .filter(it -> called.at(it.name(), it.template()).isPresent())
                        .toList();
        if (mapped.size() != 1) {
            throw InterfaceProblems.whichProvider(mapped.stream().map(Provider::name).toList());
        }
        return mapped.getFirst();
    }

    private Optional<Provider> find(VaultApp app, String provider) {
        return app.mayUse(provider)
                ? means.providers().get().find(app.workspace(), provider)
                : Optional.empty();
    }

    /// Kept, with its connections, while the provider stays the same.
    private ProviderSender sender(Provider provider) {
        Name name = new Name(provider.workspace(), provider.name());
        ProviderSender kept = senders.get(name);
        if (kept != null && kept.provider().equals(provider)) {
            return kept;
        }
        ProviderSender made = new ProviderSender(provider, means);
        ProviderSender before = senders.put(name, made);
        if (before != null) {
            before.retire();
        }
        return made;
    }

    /// Takes how a call ended.
    @FunctionalInterface
    private interface Told {
        void ended(InterfaceCall call, String outcome);
    }

    private Told event(AccountKey key, String name, Request request) {
        return (call, outcome) ->
                means.sink()
                        .happened(
                                new VaultEvent(
                                        means.clock().instant(),
                                        VaultEvent.Kind.CALL,
                                        key,
                                        outcome,
                                        call.last()
                                                .map(it -> OptionalInt.of(it.status()))
                                                .orElseGet(OptionalInt::empty),
                                        call.millis(),
                                        call.last().map(it -> it.body().size()).orElse(0),
                                        call.last().flatMap(it -> digits(it.credential())),
                                        request.method() + " " + name,
                                        Optional.of(request.id())));
    }

    private static Optional<String> digits(Credential credential) {
        return credential instanceof Credential.Token(var token)
                ? Optional.of(
                        token.value()
                                .expose(text ->
                                        HexFormat.of()
                                                .toHexDigits(TokenHash.of(text).a())
                                                .substring(0, DIGITS)))
                : Optional.empty();
    }
}
