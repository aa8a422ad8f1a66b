package io.grantway.authserver.endpoint;

import io.grantway.authserver.AccessTokens;
import io.grantway.authserver.AccessTokens.Found;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.Terms;
import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.catalog.Client;
import io.grantway.http.AtOnce;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.http.TokenUse;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `POST introspect` (RFC 7662): tells a confidential client of the workspace, such as an API's
/// own, what a token stands for; signed where it asks for that (RFC 9701), so that it can show
/// others later what it was told.
record IntrospectionResource(
        ClientRequests requests,
        ClientAuthenticator clients,
        AccessTokens tokens,
        Issuer issuer,
        InstantSource clock,
        RepeatedQuestions repeated)
        implements Handler, AtOnce {
    private static final String SIGNED = "application/token-introspection+jwt";

    @Override
    public Optional<Response> answer(Request request) {
        Optional<Response> answer = repeated.answer(request);
        if (answer.isPresent()) {
            requests.note(TokenUse.Event.INTROSPECTED, "");
        }
        return answer;
    }

    @Override
    public Response handle(Request request) {
        requests.note(TokenUse.Event.REFUSED, "");
        return requests.handle(
                request,
                call -> {
                    Terms terms = requests.terms();
                    Client asking = clients.authenticate(terms, call);
                    requests.note(TokenUse.Event.REFUSED, asking.application());
                    // Anybody can name a public client, and could then try tokens out.
                    if (asking.isPublic()) {
                        throw new OAuthRefusal(Refusal.CLIENT_NOT_AUTHENTICATED)
                                .because("client " + asking.clientId() + " is public");
                    }
                    String token = ClientRequests.token(call);
                    Optional<Found> found = tokens.look(terms, token);
                    ObjectNode answer =
                            found.map(Found::access)
                                    .map(this::access)
                                    .orElseGet(() -> refreshToken(terms, token));
                    requests.note(TokenUse.Event.INTROSPECTED, asking.application());
                    if (wantsSigned(request)) {
                        return signed(answer, asking);
                    }
                    Response response = requests.answers().json(200, answer);
                    found.ifPresent(it -> repeated.answered(request, call, it, response));
                    return response;
                });
    }

    /// RFC 9701 §4
    private static boolean wantsSigned(Request request) {
        return request.headers().all("Accept").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(range -> range.split(";", -1)[0].strip())
                .anyMatch(SIGNED::equalsIgnoreCase);
    }

    private Response signed(ObjectNode answer, Client asking) {
        return Response.of(200, SIGNED, issuer.introspection(answer, asking, clock.instant()))
                .with("Cache-Control", "no-store");
    }

    private ObjectNode access(AccessToken token) {
        return described(token).put("token_type", token.type());
    }

    private ObjectNode refreshToken(Terms terms, String token) {
        return tokens.findRefreshable(terms, token)
                .map(held -> described(held).put("token_type", "refresh_token"))
                .orElseGet(() -> Json.object().put("active", false));
    }

    private ObjectNode described(AccessToken token) {
        ObjectNode json = Json.object().put("active", true);
        Optional<Client> client = tokens.client(token);
        client.ifPresent(it -> json.put("client_id", it.clientId()));
        json.put("iss", issuer.uri().toString());
        token.subject()
                .or(() -> client.map(Client::clientId))
                .ifPresent(subject -> json.put("sub", subject));
        token.subject().ifPresent(subject -> json.put("username", subject));
        if (!token.scopes().isEmpty()) {
            json.put("scope", token.scopes().toString());
        }
        token.claims().addTo(json);
        json.put("exp", token.expiresAt().getEpochSecond());
        json.put("jti", token.id().toString());
        return json;
    }
}
