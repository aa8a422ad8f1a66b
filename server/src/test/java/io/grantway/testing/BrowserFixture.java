package io.grantway.testing;

import io.grantway.authserver.AuthorizationPages;
import io.grantway.authserver.AuthorizationServer;
import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.Consents;
import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.PagesConfig;
import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.SubjectSource;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.UserConfig;
import io.grantway.authserver.UserTokens;
import io.grantway.authserver.endpoint.IssuerEndpoints;
import io.grantway.authserver.identity.IdentityProviders;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.CatalogBuilder;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.GuestClients;
import io.grantway.config.ConfigReader;
import io.grantway.config.Variants;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import io.grantway.jose.RemoteKeys;
import io.grantway.jose.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A whole authorization server in memory at [#ISSUER], with its pages, the users `megan` and
/// `paul` (password [#PASSWORD]), and the client `crm` (secret `crm-secret`, [#CALLBACK]).
public final class BrowserFixture {
    public static final String ISSUER = "https://api.example/auth";
    public static final String CALLBACK = "https://client.example/callback";
    public static final String PASSWORD = "correct horse battery";
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /// crm:crm-secret
    private static final String BASIC = "Basic Y3JtOmNybS1zZWNyZXQ=";

    /// Every response type and grant.
    public static final String EVERYTHING =
            "{grants: [authorization_code, refresh_token, client_credentials, implicit, hybrid]}";

    public final InMemoryFactorStore factors = new InMemoryFactorStore();
    public final InMemoryPasskeyStore passkeys = new InMemoryPasskeyStore();
    public final TestClock clock;
    public final KeyRing keys;
    public final IssuerEndpoints endpoints;
    public final InMemoryTokenStore tokens;
    public final InMemoryUserStore users = new InMemoryUserStore();
    public final InMemoryIdentityStore identities = new InMemoryIdentityStore();
    private final Outgoing outside;

    /// @param settings what differs from the scopes `read` and `write`, as under `builtIn`
    /// @param applications clients beside `crm`, as in a configuration
    public BrowserFixture(String settings, String... applications) {
        this(new TestClock(), new Documents(), settings, applications);
    }

    /// @param outside what answers this server's own requests
    public BrowserFixture(
            TestClock clock, Outgoing outside, String settings, String... applications) {
        this.clock = clock;
        this.tokens = new InMemoryTokenStore(clock);
        this.outside = outside;
        List<String> clients = new ArrayList<>(List.of(applications));
        clients.add(
                "{name: CRM, clientId: crm, clientSecret: crm-secret, redirectUris: ["
                        + CALLBACK
                        + "]}");
        AuthorizationServer server = server(clients);
        BuiltInConfig config = config(settings);
        keys =
                KeyRing.open(
                        ISSUER,
                        EnumSet.of(SigningAlgorithm.ES256, SigningAlgorithm.RS256),
                        new KeySchedule(
                                Duration.ofDays(90), Duration.ofHours(1), Duration.ofHours(2)),
                        new InMemorySigningKeyStore(),
                        clock,
                        new SecureRandom());
        AuthorizationPages pages = pages();
        Issuer issuer = new Issuer(config, keys, pages::user);
        Terms terms = Terms.of("default", new UUID(0, 9), "local", issuer);
        endpoints =
                server.issuer(
                        terms,
                        issuer,
                        IssuerFixture.registrations(
                                new InMemoryRegistry(),
                                new InMemoryInitialAccessTokens(),
                                new Documents(),
                                clock),
                        pages.ofIssuer(
                                terms, server, config.login(), Theme.of(PagesConfig.STANDARD)),
                        SubjectSource.NONE,
                        pages::user);
    }

    private AuthorizationServer server(List<String> applications) {
        Consumer partner = new Consumer(new UUID(2, 1), "default", "partner", Optional.empty());
        CatalogBuilder builder = new CatalogBuilder();
        for (String yaml : applications) {
            ApplicationConfig each = read(ApplicationConfig.class, yaml);
            builder.application(
                    UUID.nameUUIDFromBytes(
                            Objects.requireNonNull(each.clientId())
                                    .getBytes(StandardCharsets.UTF_8)),
                    partner,
                    each);
        }
        var catalog = builder.build(new GuestClients());
        return new AuthorizationServer(
                () -> catalog,
                tokens,
                new InMemoryCodeStore(tokens, clock),
                new InMemoryDeniedTokens(clock),
                new SecretVerifier(1, 1000),
                new Documents().keys(clock),
                Documents.none(clock),
                new UnrememberedTokens(tokens),
                new SecureRandom(),
                clock);
    }

    private AuthorizationPages pages() {
        UserTokens userTokens =
                new UserTokens(tokens, new InMemoryDeniedTokens(clock), _ -> {}, clock);
        DeclaredUsers declared =
                DeclaredUsers.of(
                        Map.of(
                                "default",
                                List.of(
                                        read(
                                                UserConfig.class,
                                                "{username: megan, name: Megan Miller, password: "
                                                        + PASSWORD
                                                        + ", claims: {email:"
                                                        + " megan@example.com, email_verified:"
                                                        + " true, given_name: Megan}}"),
                                        read(
                                                UserConfig.class,
                                                "{username: paul, password: " + PASSWORD + "}"))));
        return AuthorizationPages.create(
                () -> declared,
                users,
                new InMemorySessionStore(clock),
                factors,
                passkeys,
                identities,
                new IdentityProviders(
                        outside, new RemoteKeys(outside, Runnable::run, clock), clock),
                new Consents(new InMemoryConsentStore(), userTokens, clock),
                userTokens,
                _ -> {},
                2,
                clock,
                new SecureRandom());
    }

    private static BuiltInConfig config(String settings) {
        ObjectNode tree =
                (ObjectNode) new YAMLMapper().readTree("{scopes: [{name: read}, {name: write}]}");
        tree.put("issuer", ISSUER);
        tree.setAll((ObjectNode) new YAMLMapper().readTree(settings));
        return read(BuiltInConfig.class, tree.toString());
    }

    private static <T extends Record> T read(Class<T> type, String yaml) {
        ObjectNode tree = (ObjectNode) new YAMLMapper().readTree(yaml);
        return new ConfigReader(Variants.NONE, Set.of())
                .loadTree(type, "the object", tree, (_, _) -> {})
                .value();
    }

    public TestBrowser browser() {
        return new TestBrowser(endpoints);
    }

    /// The address of an authorization request of `crm` for a code, with PKCE.
    ///
    /// @param changes name, value, name, value: added, replaced, or taken out by an empty value
    public static String request(String... changes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", "crm");
        parameters.put("response_type", "code");
        parameters.put("scope", "openid read");
        parameters.put("state", "s1");
        parameters.put("nonce", "n1");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        for (int i = 0; i < changes.length; i += 2) {
            parameters.put(changes[i], changes[i + 1]);
        }
        parameters.values().removeIf(String::isEmpty);
        return "/auth/authorize?" + Parameters.of(parameters).encoded();
    }

    /// What the browser gets to see when megan logs in and goes on.
    public Response loggedIn(TestBrowser browser, String request) {
        return loggedIn(browser, browser.get(request), "megan");
    }

    public Response loggedIn(TestBrowser browser, Response loginPage, String username) {
        Response sent = browser.post(LoginFixture.filled(loginPage, username, PASSWORD));
        return browser.get(TestBrowser.location(sent));
    }

    /// What the consent page leads to.
    public static Response allowed(TestBrowser browser, Response consentPage) {
        return browser.post(TestBrowser.form(consentPage, "consent").with("decision", "allow"));
    }

    /// What megan's login and consent in a new browser lead to.
    public Response consented(String request) {
        TestBrowser browser = browser();
        return allowed(browser, loggedIn(browser, request));
    }

    /// The parameters of an answer that travels in an address.
    public static Parameters told(Response redirect) {
        String location = TestBrowser.location(redirect);
        return Parameters.parse(location.substring(location.replace('#', '?').indexOf('?') + 1));
    }

    public Response post(String endpoint, String form, String... headers) {
        return endpoints.handle(Requests.form(ISSUER + endpoint, form, headers));
    }

    /// What a code gives to `crm`.
    public JsonNode redeemed(String code) {
        Response response =
                post(
                        "/token",
                        "grant_type=authorization_code&code="
                                + code
                                + "&code_verifier="
                                + VERIFIER
                                + "&redirect_uri="
                                + CALLBACK,
                        "Authorization",
                        BASIC);
        return Json.parse(response.body().text());
    }

    public JsonNode metadata() {
        return Json.parse(
                endpoints
                        .handle(Requests.get(ISSUER + "/.well-known/openid-configuration"))
                        .body()
                        .text());
    }
}
