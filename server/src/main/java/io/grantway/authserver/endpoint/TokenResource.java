package io.grantway.authserver.endpoint;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.FreshToken;
import io.grantway.authserver.TokenCall;
import io.grantway.authserver.TokenEndpoint;
import io.grantway.authserver.clientauth.ClientSessions;
import io.grantway.authserver.grant.TokenExchangeGrant;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.TokenClaims;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `POST token` (RFC 6749 §3.2, §5.1).
record TokenResource(
        ClientRequests requests,
        TokenEndpoint endpoint,
        AccessTokens tokens,
        ClientSessions sessions)
        implements Handler {
    private static final Optional<String> EXCHANGE =
            Optional.of(GrantType.TOKEN_EXCHANGE.wireName());

    @Override
    public Response handle(Request request) {
        endpoint.called();
        return requests.handle(request, call -> answer(request, call));
    }

    private Response answer(Request request, TokenCall call) {
        ClientCookie cookie = ClientCookie.of(requests.terms());
        TokenCall held = call.by(cookie.in(request));
        FreshToken token = endpoint.handle(held);
        ObjectNode json = json(token);
        if (call.parameters().text("grant_type").equals(EXCHANGE)) {
            json.put("issued_token_type", TokenExchangeGrant.ACCESS_TOKEN);
        }
        Response answer = requests.answers().json(200, json);
        return tokens.client(token.stands())
                .filter(_ -> !ClientCookie.isOfBrowser(request))
                .flatMap(client -> sessions.begin(requests.terms(), client, held))
                .map(value -> cookie.set(answer, value))
                .orElse(answer);
    }

    private static ObjectNode json(FreshToken token) {
        ObjectNode json = Json.object();
        json.put("access_token", token.accessToken());
        json.put("token_type", token.stands().type());
        json.put("expires_in", token.expiresIn());
        token.refreshToken().ifPresent(refresh -> json.put("refresh_token", refresh));
        if (!token.scopes().isEmpty()) {
            json.put("scope", token.scopes().toString());
        }
        token.stands()
                .claims()
                .claim(TokenClaims.AUTHORIZATION_DETAILS)
                .ifPresent(details -> json.set(TokenClaims.AUTHORIZATION_DETAILS, details));
        token.idToken().ifPresent(idToken -> json.put("id_token", idToken));
        return json;
    }
}
