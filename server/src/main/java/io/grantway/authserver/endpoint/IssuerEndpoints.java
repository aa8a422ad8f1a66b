package io.grantway.authserver.endpoint;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.Answers;
import io.grantway.authserver.Authorizations;
import io.grantway.authserver.EndUser;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.RfcAnswers;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenEndpoint;
import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Everything that one issuer serves, by what follows its path.
public final class IssuerEndpoints implements Handler {
    private final String base;
    private final Handler token;
    private final Handler pushed;
    private final Handler introspection;
    private final Handler revocation;
    private final Handler userinfo;
    private final Handler metadata;
    private final Handler jwks;
    private final Handler pages;

    /// @param pages of the authorization endpoint and what lies below it
    public IssuerEndpoints(
            Terms terms,
            Issuer issuer,
            TokenEndpoint endpoint,
            Authorizations authorizations,
            ClientAuthenticator clients,
            AccessTokens tokens,
            BiFunction<String, String, Optional<EndUser>> users,
            Handler pages) {
        ClientRequests requests =
                new ClientRequests(terms, new Answers(new RfcAnswers(issuer.uri().toString())));
        this.base = issuer.uri().getRawPath();
        this.token = new TokenResource(requests, endpoint);
        this.pushed = new PushedRequestResource(requests, clients, authorizations);
        this.introspection = new IntrospectionResource(requests, clients, tokens, issuer);
        this.revocation = new RevocationResource(requests, clients, tokens);
        this.userinfo = new UserinfoResource(terms, tokens, users);
        Metadata told = new Metadata(terms, issuer, clients.rules());
        this.metadata = document(told::json);
        this.jwks = document(() -> issuer.keys().jwks());
        this.pages = pages;
    }

    /// Whether a path belongs to this issuer. Metadata has two places (RFC 8414 §3.1 and §5).
    public boolean owns(String path) {
        return (path.startsWith(base) && isEndpoint(path.substring(base.length())))
                || isMetadata(path);
    }

    private static boolean isEndpoint(String rest) {
        return switch (rest) {
            case "/token",
                    "/par",
                    "/introspect",
                    "/revoke",
                    "/userinfo",
                    "/jwks",
                    "/authorize",
                    "/.well-known/openid-configuration",
                    "/.well-known/oauth-authorization-server" ->
                    true;
            default -> rest.startsWith("/authorize/");
        };
    }

    private boolean isMetadata(String path) {
        return path.equals("/.well-known/oauth-authorization-server" + base)
                || path.equals("/.well-known/openid-configuration" + base);
    }

    @Override
    public Response handle(Request request) {
        String path = request.path();
        if (isMetadata(path)) {
            return open(request, metadata);
        }
        return switch (path.substring(base.length())) {
            case "/token" -> open(request, token);
            case "/par" -> open(request, pushed);
            case "/introspect" -> introspection.handle(request);
            case "/revoke" -> open(request, revocation);
            case "/userinfo" -> open(request, userinfo);
            case "/jwks" -> open(request, jwks);
            case "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server" ->
                    open(request, metadata);
            default -> pages.handle(request);
        };
    }

    /// What pages of any origin may call (Fetch: CORS): nothing here looks at cookies.
    private static Response open(Request request, Handler handler) {
        if (request.method().equals("OPTIONS")) {
            return Response.empty(204)
                    .with("Access-Control-Allow-Origin", "*")
                    .with("Access-Control-Allow-Methods", "GET, POST")
                    .with("Access-Control-Allow-Headers", "Authorization, Content-Type, DPoP")
                    .with("Access-Control-Max-Age", "86400");
        }
        return handler.handle(request).with("Access-Control-Allow-Origin", "*");
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
