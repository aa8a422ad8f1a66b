package io.grantway.testing;

import io.grantway.authserver.AuthorizationPages;
import io.grantway.authserver.Consents;
import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.LoginConfig;
import io.grantway.authserver.PagesConfig;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.UserConfig;
import io.grantway.authserver.UserTokens;
import io.grantway.authserver.identity.IdentityProviders;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientType;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.ProtectedApi;
import io.grantway.config.Secret;
import io.grantway.http.Handler;
import io.grantway.http.Response;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The pages of one API with one client and one declared user, `megan` with the password
/// [#PASSWORD].
public final class LoginFixture {
    public static final String WORKSPACE = "Sample";
    public static final String PASSWORD = "correct horse battery";
    public static final String AUTHORIZE = "/event/oauth2/authorize";
    public static final String REQUEST =
            AUTHORIZE + "?client_id=clientid&response_type=code&scope=read+write&state=xyz";

    public final TestClock clock = new TestClock();
    public final InMemoryUserStore users = new InMemoryUserStore();
    public final InMemorySessionStore sessions;
    public final InMemoryFactorStore factors = new InMemoryFactorStore();
    public final OneClientAuthorization authorization;
    public final AuthorizationPages pages;
    public final Handler handler;

    private LoginFixture(
            String application, String redirectUri, PagesConfig config, OAuth2Settings settings) {
        this(
                WORKSPACE,
                application,
                redirectUri,
                config,
                settings,
                LoginConfig.STANDARD,
                Optional.empty());
    }

    private LoginFixture(
            String workspace,
            String application,
            String redirectUri,
            PagesConfig config,
            OAuth2Settings settings,
            LoginConfig login,
            Optional<InMemorySessionStore> shared) {
        sessions = shared.orElseGet(() -> new InMemorySessionStore(clock));
        authorization = new OneClientAuthorization(client(application, redirectUri));
        DeclaredUsers declared =
                DeclaredUsers.of(
                        Map.of(
                                workspace,
                                List.of(
                                        new UserConfig(
                                                "megan", "Megan Miller", Secret.of(PASSWORD)))));
        pages =
                AuthorizationPages.create(
                        () -> declared,
                        users,
                        sessions,
                        factors,
                        new InMemoryPasskeyStore(),
                        new InMemoryIdentityStore(),
                        new IdentityProviders(new Documents(), new Documents().keys(clock), clock),
                        new Consents(new InMemoryConsentStore(), tokens(clock), clock),
                        tokens(clock),
                        _ -> {},
                        2,
                        clock,
                        new SecureRandom());
        ProtectedApi api =
                new ProtectedApi(workspace, new UUID(0, 7), "SampleIRISService", settings);
        handler =
                pages.pages(
                        Terms.of(api), "/oauth2/authorize", authorization, login, Theme.of(config));
    }

    /// None.
    private static UserTokens tokens(TestClock clock) {
        return new UserTokens(
                new InMemoryTokenStore(clock), new InMemoryDeniedTokens(clock), _ -> {}, clock);
    }

    public static LoginFixture standard() {
        return of("SampleApp", "https://client.example/callback", PagesConfig.STANDARD);
    }

    public static LoginFixture of(String application, String redirectUri, PagesConfig config) {
        return new LoginFixture(application, redirectUri, config, settings(false));
    }

    /// With a listener that only a proxy in front makes secure.
    public static LoginFixture behindProxy() {
        return new LoginFixture(
                "SampleApp",
                "https://client.example/callback",
                PagesConfig.STANDARD,
                settings(true));
    }

    /// Another workspace on the same host, with a user of the same name.
    public static LoginFixture inWorkspace(String workspace, InMemorySessionStore sessions) {
        return new LoginFixture(
                workspace,
                "SampleApp",
                "https://client.example/callback",
                PagesConfig.STANDARD,
                settings(false),
                LoginConfig.STANDARD,
                Optional.of(sessions));
    }

    /// With another rule of who needs a second factor.
    public static LoginFixture asking(LoginConfig.SecondFactor secondFactor) {
        return new LoginFixture(
                WORKSPACE,
                "SampleApp",
                "https://client.example/callback",
                PagesConfig.STANDARD,
                settings(false),
                new LoginConfig(secondFactor, List.of()),
                Optional.empty());
    }

    public TestBrowser browser() {
        return new TestBrowser(handler);
    }

    public TestBrowser browserWith(Map<String, String> cookies) {
        TestBrowser browser = browser();
        browser.cookies().putAll(cookies);
        return browser;
    }

    /// Logs in at the browser.
    ///
    /// @return the consent page
    public Response loggedIn(TestBrowser browser) {
        Response sent = browser.post(filled(browser.get(REQUEST), "megan", PASSWORD));
        return browser.get(TestBrowser.location(sent));
    }

    /// The login form of a page with name and password typed in.
    public static TestBrowser.Form filled(Response page, String username, String password) {
        return TestBrowser.form(page, "login")
                .with("username", username)
                .with("password", password);
    }

    private static Client client(String application, String redirectUri) {
        return new Client(
                new UUID(0, 1),
                "clientid",
                Optional.of(Secret.of("clientsecret")),
                ClientType.CONFIDENTIAL,
                List.of(redirectUri),
                application,
                new Consumer(new UUID(0, 2), WORKSPACE, "ClientApp", Optional.empty()));
    }

    private static OAuth2Settings settings(boolean acceptHttpIfAlreadyTerminated) {
        SettingsBuilder settings = new SettingsBuilder();
        settings.scopes = List.of("read", "write", "email");
        settings.acceptHttpIfAlreadyTerminated = acceptHttpIfAlreadyTerminated;
        return settings.build();
    }
}
