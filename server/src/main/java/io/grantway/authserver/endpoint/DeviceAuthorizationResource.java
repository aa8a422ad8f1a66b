package io.grantway.authserver.endpoint;

import io.grantway.authserver.BuiltInConfig.DeviceConfig;
import io.grantway.authserver.DeviceCodes;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.ScopeRule;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenCall;
import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.catalog.Client;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;

/// `POST device_authorization` (RFC 8628 §3.1, §3.2): gives a device the code that its user types
/// at another screen.
record DeviceAuthorizationResource(
        ClientRequests requests, ClientAuthenticator clients, DeviceCodes devices, Issuer issuer)
        implements Handler {
    @Override
    public Response handle(Request request) {
        return requests.handle(request, this::begin);
    }

    private Response begin(TokenCall call) {
        Terms terms = requests.terms();
        Client client = clients.authenticate(terms, call);
        if (!client.metadata().allows(GrantType.DEVICE_CODE)) {
            throw new OAuthRefusal(Refusal.GRANT_NOT_ALLOWED)
                    .because(
                            "client "
                                    + client.clientId()
                                    + " is not registered for "
                                    + GrantType.DEVICE_CODE);
        }
        Scopes scopes = terms.scopes().requested(call.parameters());
        ScopeRule.requireAllowed(client, scopes);
        DeviceConfig config = issuer.config().device();
        TokenClaims claims = terms.details().claims(call.parameters(), client);
        DeviceCodes.Codes codes = devices.begin(terms, client, scopes, claims, config);
        String page = issuer.uri() + "/device";
        return requests.answers()
                .json(
                        200,
                        Json.object()
                                .put("device_code", codes.deviceCode())
                                .put("user_code", codes.userCode())
                                .put("verification_uri", page)
                                .put(
                                        "verification_uri_complete",
                                        page + "?user_code=" + codes.userCode())
                                .put("expires_in", config.lifetime().toSeconds())
                                .put("interval", config.interval().toSeconds()));
    }
}
