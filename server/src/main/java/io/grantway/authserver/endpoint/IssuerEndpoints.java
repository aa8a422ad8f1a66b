package io.grantway.authserver.endpoint;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.Answers;
import io.grantway.authserver.Authorizations;
import io.grantway.authserver.Confirmations;
import io.grantway.authserver.DeviceCodes;
import io.grantway.authserver.DpopProofs;
import io.grantway.authserver.EndUser;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.RfcAnswers;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenEndpoint;
import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.authserver.clientauth.ClientSessions;
import io.grantway.authserver.registration.Registrar;
import io.grantway.http.AtOnce;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.GrantType;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Everything that one issuer serves, by what follows its path.
public final class IssuerEndpoints implements Handler, AtOnce {
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final String OPENID_METADATA = "/.well-known/openid-configuration";

    private final Terms terms;
    private final Issuer issuer;
    private final Map<String, Handler> byPath;
    private final String clientsPath;
    private final Optional<Handler> registered;
    private final String base;
    private final Map<String, Handler> pages;

    /// @param pages by the first segment of their paths, with its slash; each answers what lies
    ///   below too
    public IssuerEndpoints(
            Terms terms,
            Issuer issuer,
            TokenEndpoint endpoint,
            Authorizations authorizations,
            ClientAuthenticator clients,
            ClientSessions sessions,
            AccessTokens tokens,
            DeviceCodes devices,
            DpopProofs proofs,
            BiFunction<String, String, Optional<EndUser>> users,
            Optional<Registrar> registrar,
            Map<String, Handler> pages,
            InstantSource clock) {
        ClientRequests requests =
                new ClientRequests(
                        terms, new Answers(new RfcAnswers(issuer.uri().toString())), proofs);
        this.base = issuer.uri().getRawPath();
        Handler metadata = open(document(new Metadata(terms, issuer, clients.rules())::json));
        Map<String, Handler> all = new HashMap<>();
        all.put(base + "/token", open(new TokenResource(requests, endpoint, tokens, sessions)));
        all.put(
                base + "/par",
                open(
                        new PushedRequestResource(
                                requests, clients, new Confirmations(proofs), authorizations)));
        all.put(
                base + "/introspect",
                new IntrospectionResource(
                        requests,
                        clients,
                        tokens,
                        issuer,
                        clock,
                        new RepeatedQuestions(terms, tokens, clock)));
        all.put(base + "/revoke", open(new RevocationResource(requests, clients, tokens)));
        all.put(
                base + "/userinfo",
                open(
                        new UserinfoResource(
                                new ResourceCalls(terms, issuer, tokens, proofs), users)));
        all.put(base + "/jwks", open(document(() -> issuer.keys().jwks())));
        this.clientsPath = base + "/register/";
        this.registered =
                registrar.map(it ->
                        open(
                                new RegisteredClientResource(
                                        new RegistrationAnswers(terms), it, clientsPath)));
        registrar.ifPresent(it ->
                all.put(
                        base + "/register",
                        open(new RegistrationResource(new RegistrationAnswers(terms), it))));
        if (terms.grants().contains(GrantType.DEVICE_CODE)) {
            all.put(
                    base + "/device_authorization",
                    open(new DeviceAuthorizationResource(requests, clients, devices, issuer)));
        }
        // In two places (RFC 8414 §3.1 and §5).
        for (String name : List.of(METADATA, OPENID_METADATA)) {
            all.put(base + name, metadata);
            all.put(name + base, metadata);
        }
        this.terms = terms;
        this.issuer = issuer;
        this.byPath = Map.copyOf(all);
        this.pages = Map.copyOf(pages);
    }

    /// Of the server.
    public UUID id() {
        return terms.place().id();
    }

    public Terms terms() {
        return terms;
    }

    public Issuer issuer() {
        return issuer;
    }

    /// Whether a path belongs to this issuer. Asked for every call of the gateway.
    public boolean owns(String path) {
        return byPath.containsKey(path) || page(path) != null || isRegisteredClient(path);
    }

    private boolean isRegisteredClient(String path) {
        return registered.isPresent()
                && path.startsWith(clientsPath)
                && path.indexOf('/', clientsPath.length()) < 0;
    }

    private @Nullable Handler page(String path) {
        int start = base.length();
        if (!path.startsWith(base) || path.length() < start + 2 || path.charAt(start) != '/') {
            return null;
        }
        int end = path.indexOf('/', start + 1);
        return pages.get(path.substring(start, end < 0 ? path.length() : end));
    }

    @Override
    public Optional<Response> answer(Request request) {
        return byPath.get(request.path()) instanceof AtOnce endpoint
                ? endpoint.answer(request)
                : Optional.empty();
    }

    @Override
    public Response handle(Request request) {
        Handler found = byPath.get(request.path());
        if (found == null) {
            found = page(request.path());
        }
        if (found == null) {
            found =
                    registered
                            .filter(_ -> isRegisteredClient(request.path()))
                            .orElseThrow(
                                    () -> Problem.notFound("there is no endpoint of this name"));
        }
        return found.handle(request);
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
