package io.grantway.testing;

import io.grantway.authserver.Authentication;
import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.authserver.ClientAnswer;
import io.grantway.catalog.ClientType;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Peer;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One authorization server as its clients see it, called below its issuer. Every secret is the
/// client's id and `-secret`; the one user is megan.
public final class TestIssuer {
    public static final String ISSUER = "https://login.example/auth";

    public final TestClock clock;
    private final IssuerFixture fixture;
    private final IssuerFixture.Served served;
    private final Set<String> publicClients;

    private TestIssuer(String settings, List<String> applications, Set<String> publicClients) {
        this.fixture = new IssuerFixture(applications.toArray(String[]::new));
        this.clock = fixture.clock;
        this.served = fixture.serve(ISSUER, settings);
        this.publicClients = Set.copyOf(publicClients);
    }

    /// A server with clients of its own beside those of [IssuerFixture].
    public static final class Builder {
        private final List<String> applications = new ArrayList<>();
        private final Set<String> publicClients = new HashSet<>(Set.of("spa"));

        /// @param metadata as in a configuration: `{dpopBoundAccessTokens: true}`
        public Builder with(String clientId, ClientType type, String metadata) {
            boolean open = type == ClientType.PUBLIC;
            if (open) {
                publicClients.add(clientId);
            }
            applications.add(
                    "{name: %s-app, clientId: %s, redirectUris: ['%s'], metadata: %s, %s}"
                            .formatted(
                                    clientId,
                                    clientId,
                                    IssuerFixture.CALLBACK,
                                    metadata,
                                    open
                                            ? "clientType: public"
                                            : "clientSecret: " + clientId + "-secret"));
            return this;
        }

        /// @param settings as under `builtIn` of a configuration
        public TestIssuer serve(String settings) {
            return new TestIssuer(settings, applications, publicClients);
        }
    }

    /// The keys that it shows to everybody.
    public String jwks() {
        return Json.write(served.keys.jwks());
    }

    public Response send(Request request) {
        return served.endpoints.handle(request);
    }

    public Response get(String endpoint, String... headers) {
        return send(Requests.get(ISSUER + endpoint, headers));
    }

    public Response post(String endpoint, String form, String... headers) {
        return served.form(endpoint, form, headers);
    }

    /// The same request by a connection whose client shows a certificate.
    public static Request showing(X509Certificate certificate, Request request) {
        RequestHead head = request.head();
        return new Request(
                new RequestHead(
                        head.id(),
                        head.method(),
                        head.version(),
                        head.target(),
                        head.headers(),
                        new Shown(certificate)),
                request.body());
    }

    private record Shown(X509Certificate certificate) implements Peer {
        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public boolean trusted() {
            return false;
        }

        @Override
        public String clientAddress() {
            return "127.0.0.1";
        }

        @Override
        public List<X509Certificate> certificates() {
            return List.of(certificate);
        }
    }

    /// The form that authenticates a client with a secret, or names one without.
    public String as(String clientId) {
        return "client_id="
                + clientId
                + (publicClients.contains(clientId)
                        ? ""
                        : "&client_secret=" + clientId + "-secret");
    }

    /// An authorization request with PKCE.
    public static String request(String clientId, String more) {
        return "client_id=%s&response_type=code&scope=openid+read&code_challenge=%s&code_challenge_method=S256%s"
                .formatted(clientId, IssuerFixture.CHALLENGE, more);
    }

    public Checked check(String request) {
        return fixture.server.authorizations().check(served.terms, Parameters.parse(request));
    }

    /// The code that megan's consent to a request gives.
    public String code(String request) {
        if (!(check(request) instanceof Checked.Good(var good))) {
            throw new AssertionError(check(request));
        }
        ClientAnswer back =
                fixture.server
                        .authorizations()
                        .approve(good, "megan", Optional.of(new Authentication(clock.instant())));
        return Objects.requireNonNull(back.parameters().get("code"));
    }

    /// The form that redeems a code.
    public String redeeming(String clientId, String code) {
        return "grant_type=authorization_code&code=%s&code_verifier=%s&redirect_uri=%s&%s"
                .formatted(code, IssuerFixture.VERIFIER, IssuerFixture.CALLBACK, as(clientId));
    }

    public static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    public static JsonNode json(Response response) {
        return Json.parse(response.body().text());
    }

    /// The error that an answer names.
    public static String error(Response response) {
        return text(json(response), "error");
    }
}
