package io.grantway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.grantway.http.Body;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.http.Target;
import io.grantway.kong.resource.KongImport;
import io.grantway.kong.resource.Operation;
import io.grantway.testing.InMemoryRegistry;
import io.grantway.testing.PagesFixture;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A server with everything switched on, whose answers are looked at.
final class FuzzedServer {
    static final FuzzedServer ONE = new FuzzedServer();

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SECRET = "a-secret-of-thirty-two-bytes-or-more";
    private static final String DOCUMENT = "https://apps.example/client";

    private static final Set<Integer> EXPECTED =
            Set.of(200, 201, 303, 400, 401, 403, 404, 413, 415, 422, 429);

    private final PagesFixture fixture =
            new PagesFixture(
                    "grants: [authorization_code, refresh_token, client_credentials, device_code,"
                            + " token_exchange, jwt_bearer, implicit, hybrid], trustedIssuers:"
                            + " [{issuer: 'https://idp.example', jwksUri:"
                            + " 'https://idp.example/jwks'}], registration: {mode: open,"
                            + " mostClients: 100000000, perAddress: 100000000,"
                            + " clientIdMetadataDocuments: true}",
                    "{name: signer-app, clientId: signer, clientSecret: "
                            + SECRET
                            + ", authentication: {method: client_secret_jwt}}");
    private final Operation importing =
            KongImport.operation(new InMemoryRegistry(), new SecureRandom(), new TestClock());

    void post(String path, String body, String... headers) {
        look(send("POST", path, null, body, headers));
    }

    void get(String path, String query, String... headers) {
        look(send("GET", path, query, "", headers));
    }

    /// An authorization request in which one parameter is not as it should be.
    void authorize(String name, String value) {
        String good = name.equals("client_id") ? "" : "client_id=crm&";
        get(
                "/authorize",
                good
                        + "response_type=code&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                        + "&code_challenge_method=S256&"
                        + name
                        + "="
                        + encoded(value));
    }

    void authorizeByDocument(String document) {
        fixture.outside.put(DOCUMENT, document);
        // So that it is fetched again.
        fixture.clock.forward(Duration.ofMinutes(11));
        get(
                "/authorize",
                "response_type=code&redirect_uri=https%3A%2F%2Fapps.example%2Fcallback&client_id="
                        + encoded(DOCUMENT));
    }

    void assertion(String assertion) {
        String kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        post(
                "/token",
                "grant_type=client_credentials&client_assertion_type="
                        + encoded(kind)
                        + "&client_assertion="
                        + encoded(assertion),
                "Content-Type",
                FORM);
    }

    /// Claims of an assertion that is signed as it should be.
    void signedAssertion(String claims) {
        JWSObject assertion = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
        try {
            assertion.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        assertion(assertion.serialize());
    }

    void proof(String proof) {
        post(
                "/token",
                "grant_type=client_credentials&client_id=crm&client_secret=crm-secret",
                "Content-Type",
                FORM,
                "DPoP",
                proof);
    }

    void statement(String statement) {
        post(
                "/register",
                Json.write(Json.object().put("software_statement", statement)),
                "Content-Type",
                "application/json");
    }

    void kong(String file) {
        String uri = "http://localhost:8001/api/v1/import/kong?dry_run=true";
        RequestHead head = Requests.head("POST", uri, "Content-Type", "application/yaml");
        look(answer(importing.handler(), new Request(head, Body.of(file))));
    }

    private Response send(
            String method, String path, @Nullable String query, String body, String... headers) {
        RequestHead made = Requests.head(method, PagesFixture.ISSUER, headers);
        Request request =
                new Request(
                        new RequestHead(
                                made.id(),
                                method,
                                made.version(),
                                new Target("https", "api.example", 443, "/auth" + path, query),
                                made.headers(),
                                made.peer()),
                        Body.of(body));
        return answer(fixture.endpoints, request);
    }

    private static Response answer(Handler handler, Request request) {
        try {
            return handler.handle(request);
        } catch (Problem problem) {
            return problem.toResponse(request.id());
        }
    }

    private static void look(Response response) {
        assertThat(response.status()).as(response.body().text()).isIn(EXPECTED);
        response.headers()
                .first("Location")
                .ifPresent(to ->
                        assertThat(to)
                                .matches(
                                        "(?s)(https://client\\.example/callback[?#]|"
                                                + "https://apps\\.example/callback[?#]|/auth/).*"));
        response.headers()
                .forEach((name, value) ->
                        assertThat(value.chars().noneMatch(Character::isISOControl))
                                .as(name)
                                .isTrue());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
