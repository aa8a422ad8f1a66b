package io.grantway.authserver.endpoint;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.Answers;
import io.grantway.authserver.Authorizations;
import io.grantway.authserver.Confirmations;
import io.grantway.authserver.DpopProofs;
import io.grantway.authserver.EndUser;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.RfcAnswers;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenEndpoint;
import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.authserver.registration.Registrar;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Everything that one issuer serves, by what follows its path.
public final class IssuerEndpoints implements Handler {
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final String OPENID_METADATA = "/.well-known/openid-configuration";

    private final Issuer issuer;
    private final Map<String, Handler> byPath;
    private final String clientsPath;
    private final Handler registered;
    private final String pagesPath;
    private final Handler pages;

    /// @param pages of the authorization endpoint and what lies below it
    public IssuerEndpoints(
            Terms terms,
            Issuer issuer,
            TokenEndpoint endpoint,
            Authorizations authorizations,
            ClientAuthenticator clients,
            AccessTokens tokens,
            DpopProofs proofs,
            BiFunction<String, String, Optional<EndUser>> users,
            Optional<Registrar> registrar,
            Handler pages,
            InstantSource clock) {
        ClientRequests requests =
                new ClientRequests(
                        terms, new Answers(new RfcAnswers(issuer.uri().toString())), proofs);
        String base = issuer.uri().getRawPath();
        Handler metadata = open(document(new Metadata(terms, issuer, clients.rules())::json));
        Map<String, Handler> all = new HashMap<>();
        all.put(base + "/token", open(new TokenResource(requests, endpoint)));
        all.put(
                base + "/par",
                open(
                        new PushedRequestResource(
                                requests, clients, new Confirmations(proofs), authorizations)));
        all.put(
                base + "/introspect",
                new IntrospectionResource(requests, clients, tokens, issuer, clock));
        all.put(base + "/revoke", open(new RevocationResource(requests, clients, tokens)));
        all.put(
                base + "/userinfo",
                open(
                        new UserinfoResource(
                                new ResourceCalls(terms, issuer, tokens, proofs), users)));
        all.put(base + "/jwks", open(document(() -> issuer.keys().jwks())));
        this.clientsPath = registrar.map(_ -> base + "/register/").orElse("");
        this.registered =
                open(
                        registrar
                                .<Handler>map(it ->
                                        new RegisteredClientResource(
                                                new RegistrationAnswers(terms), it, clientsPath))
                                .orElse(pages));
        registrar.ifPresent(it ->
                all.put(
                        base + "/register",
                        open(new RegistrationResource(new RegistrationAnswers(terms), it))));
        // In two places (RFC 8414 §3.1 and §5).
        for (String name : List.of(METADATA, OPENID_METADATA)) {
            all.put(base + name, metadata);
            all.put(name + base, metadata);
        }
        this.issuer = issuer;
        this.byPath = Map.copyOf(all);
        this.pagesPath = base + "/authorize";
        this.pages = pages;
    }

    public Issuer issuer() {
        return issuer;
    }

    /// Whether a path belongs to this issuer. Asked for every call of the gateway.
    public boolean owns(String path) {
        return byPath.containsKey(path) || isPage(path) || isRegisteredClient(path);
    }

    private boolean isRegisteredClient(String path) {
        return !clientsPath.isEmpty()
                && path.startsWith(clientsPath)
                && path.indexOf('/', clientsPath.length()) < 0;
    }

    private boolean isPage(String path) {
        return path.startsWith(pagesPath)
                && (path.length() == pagesPath.length() || path.charAt(pagesPath.length()) == '/');
    }

    @Override
    public Response handle(Request request) {
        Handler rest = isRegisteredClient(request.path()) ? registered : pages;
        return byPath.getOrDefault(request.path(), rest).handle(request);
    }

    /// What pages of any origin may call (Fetch: CORS): nothing here looks at cookies.
    private static Handler open(Handler handler) {
        return request ->
                request.method().equals("OPTIONS")
                        ? Response.empty(204)
                                .with("Access-Control-Allow-Origin", "*")
                                .with("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
                                .with(
                                        "Access-Control-Allow-Headers",
                                        "Authorization, Content-Type, DPoP")
                                .with("Access-Control-Max-Age", "86400")
                        : handler.handle(request)
                                .with("Access-Control-Allow-Origin", "*")
                                .with(
                                        "Access-Control-Expose-Headers",
                                        "DPoP-Nonce, WWW-Authenticate");
    }

    private static Handler document(Supplier<ObjectNode> json) {
        return request -> {
            if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
                throw Problem.of(405, "method_not_allowed", "use GET").with("Allow", "GET, HEAD");
            }
            return Response.json(200, Json.write(json.get()))
                    .with("Cache-Control", "public, max-age=300");
        };
    }
}
