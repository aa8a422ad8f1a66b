package io.grantway.kong;

import io.grantway.authserver.Answers;
import io.grantway.authserver.AuthorizationRules;
import io.grantway.authserver.Authorizations;
import io.grantway.authserver.ClientAnswer;
import io.grantway.authserver.OAuthParameters;
import io.grantway.authserver.RefusalAnswer;
import io.grantway.authserver.ResponseMode;
import io.grantway.authserver.Terms;
import io.grantway.catalog.ProtectedApi;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.OAuthRefusal;
import java.util.Optional;

/// `POST …/oauth2/authorize`, which a trusted login front end calls when it has its user's consent.
/// Says where to send the browser instead of sending it.
record KongAuthorize(
        ProtectedApi api,
        SecureTransport transport,
        ProvisionKey key,
        Authorizations authorizations,
        Answers answers)
        implements Handler {

    @Override
    public Response handle(Request request) {
        return answers.guarded(
                request,
                parameters -> {
                    Answers.requirePost(request);
                    transport.require(request);
                    return authorize(parameters, key.endUser(parameters));
                });
    }

    private Response authorize(OAuthParameters parameters, String user) {
        AuthorizationRules rules =
                api.settings().strict() ? AuthorizationRules.RFC : AuthorizationRules.KONG;
        return switch (authorizations.check(Terms.of(api), parameters, rules)) {
            case AuthorizationRules.Outcome.Good(var good) ->
                    redirect(200, authorizations.approve(good, user, Optional.empty()).address());
            case AuthorizationRules.Outcome.Bad(var refusal, var tell, var mode) ->
                    tell.map(uri -> redirect(400, refused(uri, refusal, parameters, mode)))
                            .orElseGet(() -> answers.refused(refusal, parameters.text("state")));
        };
    }

    private String refused(
            String uri, OAuthRefusal refusal, OAuthParameters parameters, ResponseMode mode) {
        RefusalAnswer answer = answers.wire(refusal);
        ClientAnswer told =
                ClientAnswer.to(uri, mode)
                        .with("error", answer.error())
                        .with("error_description", answer.description());
        return parameters
                .text("state")
                .map(state -> told.with("state", state))
                .orElse(told)
                .address();
    }

    private Response redirect(int status, String location) {
        return answers.json(status, Json.object().put("redirect_uri", location));
    }
}
