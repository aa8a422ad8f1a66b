package io.grantway.authserver.attack;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.Requests;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A server with everything switched on, as an attacker sees it.
final class Target {
    final PagesFixture fixture =
            new PagesFixture(
                    "grants: [authorization_code, refresh_token, client_credentials, device_code,"
                        + " token_exchange, jwt_bearer, password, implicit, hybrid],"
                        + " trustedIssuers: [{issuer: 'https://idp.example', jwksUri:"
                        + " 'https://idp.example/jwks'}], registration: {mode: open, mostClients:"
                        + " 100000, perAddress: 100000, clientIdMetadataDocuments: true}");

    /// What came back, however it was said.
    record Seen(int status, HeaderList headers, String body) {
        /// Where the browser is sent to.
        Optional<String> location() {
            return headers.first("Location");
        }

        Optional<String> allow() {
            return headers.first("Allow");
        }
    }

    Seen send(String method, String pathAndQuery, String body, String... headers) {
        RequestHead head = Requests.head(method, PagesFixture.ISSUER, headers);
        int question = pathAndQuery.indexOf('?');
        String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        var target =
                new io.grantway.http.Target(
                        "https",
                        "api.example",
                        443,
                        "/auth" + path,
                        question < 0 ? null : pathAndQuery.substring(question + 1));
        return send(
                new Request(
                        new RequestHead(
                                head.id(),
                                method,
                                head.version(),
                                target,
                                head.headers(),
                                head.peer()),
                        body.isEmpty() ? Body.EMPTY : Body.of(body)));
    }

    private Seen send(Request request) {
        try {
            return seen(fixture.endpoints.handle(request));
        } catch (Problem problem) {
            // As the engine does.
            return seen(problem.toResponse(request.id()));
        }
    }

    private static Seen seen(Response response) {
        return new Seen(response.status(), response.headers(), response.body().text());
    }

    Seen form(String path, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        return send("POST", path, body, all);
    }

    /// A good request as parameters in wire form, in order.
    static Map<String, String> parameters(String encoded) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            all.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return all;
    }

    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
    }
}
