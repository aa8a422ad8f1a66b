package io.grantway.authserver;

import io.grantway.authserver.login.Login;
import io.grantway.authserver.login.LoginMarks;
import io.grantway.authserver.login.LoginPages;
import io.grantway.authserver.login.LoginThrottle;
import io.grantway.authserver.login.PasswordCheck;
import io.grantway.authserver.login.Sessions;
import io.grantway.authserver.login.UserResources;
import io.grantway.authserver.login.Users;
import io.grantway.http.Handler;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Login and consent in the browser, and the users who do it. Made once: what it knows of failed
/// logins outlives a reload of the configuration.
public final class AuthorizationPages {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Users users;
    private final Login login;
    private final Sessions sessions;
    private final LoginMarks marks;
    private final UserAdministration administration;
    private final SecureRandom random;

    private AuthorizationPages(
            Users users,
            Login login,
            Sessions sessions,
            LoginMarks marks,
            UserAdministration administration,
            SecureRandom random) {
        this.users = users;
        this.login = login;
        this.sessions = sessions;
        this.marks = marks;
        this.administration = administration;
        this.random = random;
    }

    /// @param declared the users of the configuration that applies now
    /// @param passwordsAtOnce how many passwords may be stretched at the same time: about one for
    ///   each processor; each takes 19 MiB
    public static AuthorizationPages create(
            Supplier<DeclaredUsers> declared,
            UserStore users,
            SessionStore sessions,
            int passwordsAtOnce,
            InstantSource clock,
            SecureRandom random) {
        PasswordCheck passwords = new PasswordCheck(random, passwordsAtOnce, PATIENCE);
        Users everybody = new Users(declared, users, passwords);
        UserResources resources = new UserResources(declared, users, passwords, random);
        return new AuthorizationPages(
                everybody,
                new Login(everybody, new LoginThrottle(clock)),
                new Sessions(sessions, everybody, clock, random),
                new LoginMarks(clock, random),
                new UserAdministration(
                        resources::list,
                        resources::create,
                        resources::show,
                        resources::change,
                        resources::remove),
                random);
    }

    /// The pages of one API, to answer a GET of its authorization endpoint and everything below it,
    /// at any path that its routes give the endpoint.
    public Handler pages(
            Terms terms, String endpoint, BrowserAuthorization authorization, Theme theme) {
        return new LoginPages(
                terms, endpoint, authorization, login, sessions, marks, theme, random);
    }

    /// A user by workspace and name, wherever they were made.
    public Optional<EndUser> user(String workspace, String username) {
        return users.find(workspace, username)
                .map(account -> new EndUser(account.username(), account.name()));
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
    public record UserAdministration(
            Handler list, Handler create, Handler show, Handler change, Handler remove) {}
}
