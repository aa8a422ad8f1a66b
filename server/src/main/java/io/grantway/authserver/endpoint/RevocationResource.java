package io.grantway.authserver.endpoint;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.catalog.Client;
import io.grantway.http.Handler;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.http.TokenUse;

/// `POST revoke` (RFC 7009): a client gives a token of its own up. Unknown ones are no error: what
/// the client wants is so already (§2.2).
record RevocationResource(ClientRequests requests, ClientAuthenticator clients, AccessTokens tokens)
        implements Handler {
    @Override
    public Response handle(Request request) {
        requests.note(TokenUse.Event.REFUSED, "");
        return requests.handle(
                request,
                call -> {
                    Client client = clients.authenticate(requests.terms(), call);
                    requests.note(TokenUse.Event.REFUSED, client.application());
                    String token = ClientRequests.token(call);
                    tokens.revoke(requests.terms(), token, client);
                    requests.note(TokenUse.Event.REVOKED, client.application());
                    return Response.empty(200).with("Cache-Control", "no-store");
                });
    }
}
