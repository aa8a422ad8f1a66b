package io.grantway.kong;

import io.grantway.authserver.Answers;
import io.grantway.authserver.FreshToken;
import io.grantway.authserver.OAuthParameters;
import io.grantway.authserver.TokenCall;
import io.grantway.authserver.TokenEndpoint;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `POST …/oauth2/token`.
record KongToken(
        OAuth2Settings settings, SecureTransport transport, TokenEndpoint endpoint, Answers answers)
        implements Handler {

    @Override
    public Response handle(Request request) {
        endpoint.called();
        return answers.guarded(
                request,
                parameters -> {
                    Answers.requirePost(request);
                    transport.require(request);
                    refuseQuery(request);
                    Optional<String> authorization = request.header(settings.authHeaderName());
                    FreshToken token = endpoint.handle(new TokenCall(parameters, authorization));
                    return answers.json(200, json(token, parameters.text("state")));
                });
    }

    /// RFC 6749 §2.3.1 and §3.2: addresses end up in logs, and with them the secrets in their
    /// query.
    private void refuseQuery(Request request) {
        if (settings.strict() && !OAuthParameters.ofQuery(request).isEmpty()) {
            throw new OAuthRefusal(Refusal.PARAMETERS_IN_QUERY)
                    .because("the query holds parameters, and strict is on");
        }
    }

    private ObjectNode json(FreshToken token, Optional<String> state) {
        ObjectNode json = Json.object();
        token.refreshToken().ifPresent(refresh -> json.put("refresh_token", refresh));
        json.put("token_type", "bearer");
        json.put("access_token", token.accessToken());
        if (token.expiresIn() > 0) {
            json.put("expires_in", token.expiresIn());
        }
        if (settings.strict() && !token.scopes().isEmpty()) {
            json.put("scope", token.scopes().toString());
        }
        state.ifPresent(value -> json.put("state", value));
        return json;
    }
}
