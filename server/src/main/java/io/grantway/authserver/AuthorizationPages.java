package io.grantway.authserver;

import io.grantway.authserver.identity.IdentityProviders;
import io.grantway.authserver.login.Account;
import io.grantway.authserver.login.AccountPages;
import io.grantway.authserver.login.Departures;
import io.grantway.authserver.login.DevicePages;
import io.grantway.authserver.login.FactorPages;
import io.grantway.authserver.login.Federation;
import io.grantway.authserver.login.LinkedUsers;
import io.grantway.authserver.login.Login;
import io.grantway.authserver.login.LoginMarks;
import io.grantway.authserver.login.LoginMeans;
import io.grantway.authserver.login.LoginNotes;
import io.grantway.authserver.login.LoginPages;
import io.grantway.authserver.login.LoginThrottle;
import io.grantway.authserver.login.LogoutPages;
import io.grantway.authserver.login.Passkeys;
import io.grantway.authserver.login.PasswordCheck;
import io.grantway.authserver.login.PendingLogins;
import io.grantway.authserver.login.SecondFactors;
import io.grantway.authserver.login.Sessions;
import io.grantway.authserver.login.UserAccess;
import io.grantway.authserver.login.UserAccessResources;
import io.grantway.authserver.login.UserResources;
import io.grantway.authserver.login.Users;
import io.grantway.authserver.login.UsersByPassword;
import io.grantway.http.Handler;
import io.grantway.oauth.GrantType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Login and consent in the browser, and the users who do it. Made once: what it knows of failed
/// logins outlives a reload of the configuration.
public final class AuthorizationPages {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Users users;
    private final LoginMeans means;
    private final IdentityProviders providers;
    private final LoginThrottle userCodes;
    private final UserAdministration administration;

    private AuthorizationPages(
            Users users,
            LoginMeans means,
            IdentityProviders providers,
            LoginThrottle userCodes,
            UserAdministration administration) {
        this.users = users;
        this.means = means;
        this.providers = providers;
        this.userCodes = userCodes;
        this.administration = administration;
    }

    /// @param declared the users of the configuration that applies now
    /// @param endings told of each session that was ended
    /// @param passwordsAtOnce how many passwords may be stretched at the same time: about one for
    ///   each processor; each takes 19 MiB
    public static AuthorizationPages create(
            Supplier<DeclaredUsers> declared,
            UserStore users,
            SessionStore sessions,
            FactorStore factors,
            PasskeyStore passkeys,
            IdentityStore identities,
            IdentityProviders providers,
            Consents consents,
            UserTokens tokens,
            Consumer<LoginSession> endings,
            int passwordsAtOnce,
            InstantSource clock,
            SecureRandom random) {
        PasswordCheck passwords = new PasswordCheck(random, passwordsAtOnce, PATIENCE);
        Users everybody = new Users(declared, users, passwords);
        Sessions browsers = new Sessions(sessions, everybody, tokens, endings, clock, random);
        LoginThrottle throttle = new LoginThrottle(clock);
        UserAccess access = new UserAccess(browsers, consents, tokens);
        UserResources resources = new UserResources(declared, users, passwords, access, random);
        SecondFactors second = new SecondFactors(factors, new LoginThrottle(clock), clock, random);
        Passkeys keys = new Passkeys(passkeys, everybody, clock, random);
        LinkedUsers linked = new LinkedUsers(identities, everybody, clock, random);
        return new AuthorizationPages(
                everybody,
                new LoginMeans(
                        everybody,
                        new Login(everybody, throttle),
                        second,
                        keys,
                        new PendingLogins(clock, random),
                        browsers,
                        access,
                        new LoginMarks(clock, random),
                        consents,
                        new Federation(
                                List.of(),
                                linked,
                                new Departures(clock, random),
                                new LoginNotes(clock),
                                throttle),
                        clock,
                        random),
                providers,
                new LoginThrottle(clock),
                new UserAdministration(
                        resources::list,
                        resources::create,
                        resources::show,
                        resources::change,
                        resources::remove,
                        granted(
                                new UserAccessResources(
                                        resources::account, access, second, keys, linked))));
    }

    private static UserGrants granted(UserAccessResources access) {
        return new UserGrants(
                access::sessions,
                access::endSessions,
                access::endSession,
                access::consents,
                access::withdrawConsents,
                access::withdrawConsent,
                access::factors,
                access::resetFactors,
                access::removeFactor,
                access::links,
                access::removeLinks,
                access::removeLink);
    }

    /// The pages of one API, to answer a GET of its authorization endpoint and everything below it,
    /// at any path that its routes give the endpoint.
    public Handler pages(
            Terms terms,
            String endpoint,
            BrowserAuthorization authorization,
            LoginConfig login,
            Theme theme) {
        LoginMeans own = means(terms, login);
        Handler factors = new FactorPages(terms, endpoint, own, login, theme);
        Handler others = new LoginPages(terms, endpoint, authorization, own, login, theme);
        // An issuer has them below its account page.
        boolean none =
                login.secondFactor() == LoginConfig.SecondFactor.OFF
                        || terms.place().issuer().isPresent();
        return request ->
                !none && FactorPages.own(request.path(), endpoint)
                        ? factors.handle(request)
                        : others.handle(request);
    }

    /// The pages of an issuer, by what their paths begin with below it.
    public Map<String, Handler> ofIssuer(
            Terms terms, AuthorizationServer server, LoginConfig login, Theme theme) {
        LoginMeans own = means(terms, login);
        Map<String, Handler> all = new HashMap<>();
        all.put("/authorize", pages(terms, "/authorize", server.authorizations(), login, theme));
        if (terms.grants().contains(GrantType.DEVICE_CODE)) {
            all.put(
                    DevicePages.PATH,
                    new DevicePages(terms, server.devices(), own, login, userCodes, theme));
        }
        all.put(AccountPages.PATH, new AccountPages(terms, server.catalog(), own, login, theme));
        all.put(
                LogoutPages.PATH,
                new LogoutPages(terms, server.catalog(), means.sessions(), theme));
        return Map.copyOf(all);
    }

    /// Where the end users of the password grant come from (RFC 6749 §4.3).
    public SubjectSource subjects(LoginConfig login) {
        return new UsersByPassword(users, means, login.secondFactor());
    }

    /// With the providers of a server, which answer below its issuer.
    private LoginMeans means(Terms terms, LoginConfig login) {
        return terms.place()
                .issuer()
                .map(issuer -> means.by(providers.of(issuer, login.identityProviders())))
                .orElse(means);
    }

    /// A user by workspace and name, wherever they were made.
    public Optional<EndUser> user(String workspace, String username) {
        return users.find(workspace, username).map(Account::endUser);
    }

    public UserAdministration administration() {
        return administration;
    }

    /// The admin API's handlers for users, each for one method and path. `id` is a variable of the
    /// path.
    ///
    /// @param list `GET /api/v1/users`
    /// @param create `POST /api/v1/users`
    /// @param show `GET /api/v1/users/{id}`
    /// @param change `PATCH /api/v1/users/{id}`
    /// @param remove `DELETE /api/v1/users/{id}`
    /// @param grants what users have got, below `/api/v1/users/{id}`
    public record UserAdministration(
            Handler list,
            Handler create,
            Handler show,
            Handler change,
            Handler remove,
            UserGrants grants) {}

    /// The admin API's handlers for what users have got, as [UserAdministration]. `session`,
    /// `client`, `factor` and `link` are variables of the path.
    ///
    /// @param sessions `GET /api/v1/users/{id}/sessions`; `DELETE` of it, and of `/{session}` below
    /// @param consents `GET /api/v1/users/{id}/consents`; `DELETE` of it, and of `/{client}` below
    /// @param factors `GET /api/v1/users/{id}/second-factors`; `DELETE` of it, and of `/{factor}`
    /// @param links `GET /api/v1/users/{id}/linked-accounts`; `DELETE` of it, and of `/{link}`
    public record UserGrants(
            Handler sessions,
            Handler endSessions,
            Handler endSession,
            Handler consents,
            Handler withdrawConsents,
            Handler withdrawConsent,
            Handler factors,
            Handler resetFactors,
            Handler removeFactor,
            Handler links,
            Handler removeLinks,
            Handler removeLink) {}
}
