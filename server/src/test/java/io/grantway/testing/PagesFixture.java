package io.grantway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.AuthorizationPages;
import io.grantway.authserver.AuthorizationServer;
import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.Consents;
import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.EndUser;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.LogoutNotices;
import io.grantway.authserver.PagesConfig;
import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.UserConfig;
import io.grantway.authserver.UserTokens;
import io.grantway.authserver.endpoint.IssuerEndpoints;
import io.grantway.authserver.identity.IdentityProviders;
import io.grantway.authserver.registration.ClientDocuments;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.GuestClients;
import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// One authorization server of our own with its pages: the declared user `megan` with the password
/// [#PASSWORD], the confidential client `crm` with the secret `crm-secret`, and the public ones
/// `tv`, `spa` and `native`.
public final class PagesFixture {
    public static final String ISSUER = "https://api.example/auth";
    public static final String PASSWORD = "correct horse battery";
    public static final String CALLBACK = "https://client.example/callback";

    private static final List<String> APPLICATIONS =
            List.of(
                    "{name: crm-app, clientId: crm, clientSecret: crm-secret,"
                            + " redirectUris: ['https://client.example/callback']}",
                    "{name: tv-app, clientId: tv, clientType: public}",
                    "{name: spa-app, clientId: spa, clientType: public,"
                            + " redirectUris: ['https://client.example/callback']}",
                    "{name: native-app, clientId: native, clientType: public, redirectUris:"
                            + " ['http://127.0.0.1:7000/callback', 'com.example.app:/callback']}");
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /// crm:crm-secret
    private static final String[] BASIC = {"Authorization", "Basic Y3JtOmNybS1zZWNyZXQ="};

    public final TestClock clock = new TestClock();
    public final InMemoryTokenStore tokens = new InMemoryTokenStore(clock);
    public final InMemorySessionStore sessions = new InMemorySessionStore(clock);
    public final InMemoryFactorStore factors = new InMemoryFactorStore();
    public final InMemoryUserStore users = new InMemoryUserStore();
    public final InMemoryPasskeyStore passkeys = new InMemoryPasskeyStore();
    public final InMemoryIdentityStore identities = new InMemoryIdentityStore();
    private final InMemoryDeniedTokens denied = new InMemoryDeniedTokens(clock);
    public final Documents outside = new Documents();
    private final UserTokens userTokens = new UserTokens(tokens, denied, _ -> {}, clock);
    public final Consents consents = new Consents(new InMemoryConsentStore(), userTokens, clock);

    /// Before each attempt to tell a client of a logout.
    public final List<Duration> pauses = new ArrayList<>();

    public final LogoutNotices notices;
    public final AuthorizationPages pages;
    public final IssuerEndpoints endpoints;

    public PagesFixture() {
        this("grants: [authorization_code, refresh_token, client_credentials, device_code]");
    }

    /// @param settings as under `builtIn` of a configuration
    /// @param applications more of them, as in a configuration
    public PagesFixture(String settings, String... applications) {
        List<String> clients = new ArrayList<>(APPLICATIONS);
        clients.addAll(List.of(applications));
        SecureRandom random = new SecureRandom();
        GuestClients guests = new GuestClients();
        Catalog catalog = IssuerFixture.catalog(clients, guests);
        AuthorizationServer server =
                new AuthorizationServer(
                        () -> catalog,
                        tokens,
                        new InMemoryCodeStore(tokens, clock),
                        denied,
                        new SecretVerifier(1, 1000),
                        outside.keys(clock),
                        new ClientDocuments(outside, guests, clock),
                        new UnrememberedTokens(tokens),
                        random,
                        clock);
        DeclaredUsers declared =
                DeclaredUsers.of(
                        Map.of(
                                "default",
                                List.of(
                                        new UserConfig(
                                                "megan", "Megan Miller", Secret.of(PASSWORD)))));
        Issuer issuer = issuer(config(settings), random);
        notices =
                new LogoutNotices(
                        outside,
                        () -> catalog,
                        _ -> Optional.of(issuer),
                        (pause, task) -> {
                            pauses.add(pause);
                            task.run();
                        },
                        clock,
                        random);
        pages =
                AuthorizationPages.create(
                        () -> declared,
                        users,
                        sessions,
                        factors,
                        passkeys,
                        identities,
                        new IdentityProviders(outside, outside.keys(clock), clock),
                        consents,
                        userTokens,
                        notices::ended,
                        2,
                        clock,
                        random);
        Terms terms = Terms.of("default", new UUID(3, 1), "local", issuer);
        endpoints =
                server.issuer(
                        terms,
                        issuer,
                        IssuerFixture.registrations(
                                new InMemoryRegistry(),
                                new InMemoryInitialAccessTokens(),
                                outside,
                                clock),
                        pages.ofIssuer(
                                terms,
                                server,
                                issuer.config().login(),
                                Theme.of(PagesConfig.STANDARD)
                                        .describing(issuer.config().scopes())),
                        pages.subjects(issuer.config().login()),
                        pages::user);
    }

    private static BuiltInConfig config(String settings) {
        String scopes =
                settings.contains("scopes:")
                        ? ""
                        : "scopes: [{name: read, description: See your orders}, {name: write}], ";
        return IssuerFixture.read(
                BuiltInConfig.class,
                "{issuer: '"
                        + ISSUER
                        + "', accessTokens: {audience: [orders]}, "
                        + scopes
                        + settings
                        + "}");
    }

    private Issuer issuer(BuiltInConfig config, SecureRandom random) {
        return new Issuer(
                config,
                KeyRing.open(
                        ISSUER,
                        EnumSet.of(config.signing().accessTokens(), config.idTokenAlgorithm()),
                        new KeySchedule(
                                Duration.ofDays(90), Duration.ofHours(1), Duration.ofHours(2)),
                        new InMemorySigningKeyStore(),
                        clock,
                        random),
                (_, name) -> Optional.of(new EndUser(name, Optional.of("Megan Ray"))));
    }

    /// Path of a request for a code, without its redirect URI.
    public static String authorize(String client, String scope) {
        return "/auth/authorize?response_type=code&client_id="
                + client
                + "&scope="
                + scope
                + "&code_challenge="
                + CHALLENGE
                + "&code_challenge_method=S256";
    }

    /// A token request for a code that was asked for so.
    public static String redemption(String code) {
        return "grant_type=authorization_code&redirect_uri="
                + CALLBACK
                + "&code_verifier="
                + VERIFIER
                + "&code="
                + code;
    }

    public TestBrowser browser() {
        return new TestBrowser(endpoints);
    }

    /// What a client sends by itself.
    ///
    /// @param endpoint below the issuer
    public Response form(String endpoint, String form, String... headers) {
        return endpoints.handle(Requests.form(ISSUER + endpoint, form, headers));
    }

    /// The same, as `crm`.
    public Response asCrm(String endpoint, String form) {
        return form(endpoint, form, BASIC);
    }

    public static JsonNode json(Response response) {
        return Json.parse(response.body().text());
    }

    /// A member of a good answer.
    public static String text(Response response, String name) {
        assertThat(response.status()).as(response.body().text()).isEqualTo(200);
        return json(response).path(name).asString("");
    }

    public static String error(Response response) {
        return json(response).path("error").asString("");
    }

    /// Whether a token is good now.
    public boolean isActive(String token) {
        return json(asCrm("/introspect", "token=" + token)).path("active").asBoolean();
    }
}
