package io.grantway.authserver.endpoint;

import io.grantway.authserver.Authorizations;
import io.grantway.authserver.Confirmations;
import io.grantway.authserver.PushedRequests;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenCall;
import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.catalog.Client;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;

/// `POST par` (RFC 9126 §2): takes an authorization request from the client itself, checks it, and
/// gives a name for it that the browser may carry.
record PushedRequestResource(
        ClientRequests requests,
        ClientAuthenticator clients,
        Confirmations confirmations,
        Authorizations authorizations)
        implements Handler {
    @Override
    public Response handle(Request request) {
        return requests.handle(request, this::push);
    }

    private Response push(TokenCall call) {
        Terms terms = requests.terms();
        Client client = clients.authenticate(terms, call);
        String uri =
                authorizations.push(
                        terms,
                        client,
                        call.parameters(),
                        confirmations.pushed(terms, client, call));
        return requests.answers()
                .json(
                        201,
                        Json.object()
                                .put("request_uri", uri)
                                .put("expires_in", PushedRequests.LIFE.toSeconds()));
    }
}
