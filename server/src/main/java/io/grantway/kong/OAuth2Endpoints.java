package io.grantway.kong;

import io.grantway.authserver.Answers;
import io.grantway.authserver.AuthorizationServer;
import io.grantway.authserver.Terms;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.ProtectedApi;
import io.grantway.http.Handler;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.EndpointPath;

/// The OAuth endpoints below the paths of one API: Kong's parameters and answers around the
/// authorization server's machine.
public final class OAuth2Endpoints implements Handler {
    /// How the path of the authorization endpoint ends.
    public static final String AUTHORIZE = "/oauth2/authorize";

    private final Handler token;
    private final Handler frontEnd;
    private final Handler pages;

    private OAuth2Endpoints(Handler token, Handler frontEnd, Handler pages) {
        this.token = token;
        this.frontEnd = frontEnd;
        this.pages = pages;
    }

    /// @param pages answers a browser at `GET …/oauth2/authorize` and everything below
    public static OAuth2Endpoints of(ProtectedApi api, AuthorizationServer server, Handler pages) {
        OAuth2Settings settings = api.settings();
        ProvisionKey key = new ProvisionKey(settings);
        SecureTransport transport = new SecureTransport(settings.acceptHttpIfAlreadyTerminated());
        Answers tokenAnswers = KongAnswers.of(settings, "token");
        Answers authorizeAnswers = KongAnswers.of(settings, "authorization");
        return new OAuth2Endpoints(
                new KongToken(
                        settings,
                        transport,
                        server.tokenEndpoint(Terms.of(api), key),
                        tokenAnswers),
                new KongAuthorize(api, transport, key, server.authorizations(), authorizeAnswers),
                pages);
    }

    @Override
    public Response handle(Request request) {
        return switch (EndpointPath.of(request.path())) {
            case TOKEN -> token.handle(request);
            case AUTHORIZE -> isRead(request) ? pages.handle(request) : frontEnd.handle(request);
            case PAGE -> pages.handle(request);
            case NONE -> throw new IllegalArgumentException("no OAuth endpoint: " + request.path());
        };
    }

    private static boolean isRead(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }
}
