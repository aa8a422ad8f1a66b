package io.grantway.kong;

import io.grantway.authserver.AuthorizationServer;
import io.grantway.authserver.SecretVerifier;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientType;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.ProtectedApi;
import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.CallRecord;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.Documents;
import io.grantway.testing.InMemoryCodeStore;
import io.grantway.testing.InMemoryDeniedTokens;
import io.grantway.testing.InMemoryTokenStore;
import io.grantway.testing.Requests;
import io.grantway.testing.SettingsBuilder;
import io.grantway.testing.TestClock;
import io.grantway.testing.UnrememberedTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// The endpoints of one API with real collaborators, stores in memory, and requests in one line.
final class KongBench {
    static final String CALLBACK = "https://client.example/callback";
    static final UUID API = new UUID(1, 1);
    static final UUID OTHER_API = new UUID(1, 2);

    final TestClock clock = new TestClock();
    final InMemoryTokenStore tokens = new InMemoryTokenStore(clock);
    final InMemoryCodeStore codes = new InMemoryCodeStore(tokens, clock);
    final List<TokenHash> evicted = Collections.synchronizedList(new ArrayList<>());
    final SettingsBuilder settings = new SettingsBuilder();
    CallRecord record = new CallRecord();

    private final Consumer consumer =
            new Consumer(new UUID(2, 1), "Sample", "ClientApp", Optional.empty());

    private final Catalog catalog =
            new Catalog(
                    List.of(consumer),
                    List.of(
                            client("clientid", ClientType.CONFIDENTIAL, CALLBACK),
                            client("other", ClientType.CONFIDENTIAL, CALLBACK),
                            client(
                                    "two",
                                    ClientType.CONFIDENTIAL,
                                    CALLBACK,
                                    "https://client.example/second"),
                            client("homeless", ClientType.CONFIDENTIAL),
                            client("query", ClientType.CONFIDENTIAL, CALLBACK + "?a=b"),
                            client("public", ClientType.PUBLIC, CALLBACK)));

    private final AuthorizationServer server =
            new AuthorizationServer(
                    () -> catalog,
                    tokens,
                    codes,
                    new InMemoryDeniedTokens(clock),
                    new SecretVerifier(1, 1000),
                    new Documents().keys(clock),
                    Documents.none(clock),
                    new UnrememberedTokens(tokens, evicted::add),
                    new SecureRandom(),
                    clock);

    private Client client(String id, ClientType type, String... redirectUris) {
        return new Client(
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                id,
                type == ClientType.PUBLIC
                        ? Optional.empty()
                        : Optional.of(Secret.of(id + "-secret")),
                type,
                List.of(redirectUris),
                id + "-app",
                consumer);
    }

    OAuth2Endpoints endpoints(UUID api) {
        return OAuth2Endpoints.of(
                new ProtectedApi("Sample", api, "Event", settings.build()),
                server,
                request -> Response.html(200, "page " + request.path()));
    }

    Response send(Request request) {
        record = new CallRecord();
        return record.during(endpoints(API), request);
    }

    Response sendToOther(Request request) {
        return endpoints(OTHER_API).handle(request);
    }

    /// A form, written like a query.
    static Request tokenForm(String form, String... headers) {
        return form("https://api.example/event/oauth2/token", form, headers);
    }

    static Request authorizeForm(String form, String... headers) {
        return form("https://api.example/event/oauth2/authorize", form, headers);
    }

    static Request form(String uri, String form, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type");
        all.add("application/x-www-form-urlencoded");
        return new Request(Requests.head("POST", uri, all.toArray(String[]::new)), Body.of(form));
    }

    JsonNode token(String form) {
        Response response = send(tokenForm(form));
        if (response.status() != 200) {
            throw new AssertionError(form + " gives " + response.body().text());
        }
        return json(response);
    }

    /// Where the front end is told to send the browser.
    URI authorize(String form) {
        Response response = send(authorizeForm(form));
        if (response.status() != 200) {
            throw new AssertionError(form + " gives " + response.body().text());
        }
        return URI.create(json(response).get("redirect_uri").stringValue());
    }

    /// A code for the client `clientid` and the user `alice`.
    String code(String more) {
        URI location =
                authorize(
                        "client_id=clientid&response_type=code&provision_key=provisionkey"
                                + "&authenticated_userid=alice"
                                + more);
        return Parameters.parse(location.getRawQuery()).first("code").orElseThrow();
    }

    Optional<AccessToken> accepted(JsonNode answer) {
        return tokens.findAccessToken(TokenHash.of(answer.get("access_token").stringValue()));
    }

    static JsonNode json(Response response) {
        return Json.parse(response.body().text());
    }

    /// The members of an answer as text.
    static Map<String, String> members(Response response) {
        Map<String, String> members = new LinkedHashMap<>();
        json(response)
                .properties()
                .forEach(entry -> members.put(entry.getKey(), entry.getValue().asString()));
        return members;
    }
}
