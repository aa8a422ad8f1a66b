package io.grantway.authserver.login;

import io.grantway.authserver.Terms;
import io.grantway.authserver.login.Login.Outcome;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// The step that finds out who the user is.
final class LoginStep {
    static final String NAME = "login";

    private final Terms terms;
    private final Login login;
    private final Site site;
    private final PasskeyStep passkeys;
    private final ProviderStep providers;
    private final SecureRandom random;

    LoginStep(
            Terms terms,
            Login login,
            Site site,
            PasskeyStep passkeys,
            ProviderStep providers,
            SecureRandom random) {
        this.terms = terms;
        this.login = login;
        this.site = site;
        this.passkeys = passkeys;
        this.providers = providers;
        this.random = random;
    }

    /// @param application that the user goes on to
    Response ask(Visit visit, String application) {
        return ask(visit, application, "");
    }

    /// @param username that is probably the user's
    Response ask(Visit visit, String application, String username) {
        return page(visit, application, 200, username, Optional.empty());
    }

    /// Another way in failed.
    Response refused(Visit visit, String application, int status, Alert alert) {
        return page(visit, application, status, "", Optional.of(alert));
    }

    /// @param right given the user
    Response submit(Visit visit, String application, Function<Account, Response> right) {
        Parameters form = visit.form();
        String username = form.first("username").orElse("").strip();
        if (!ours(visit, form)) {
            return page(visit, application, 403, username, Optional.of(new Alert("alert.form")));
        }
        Attempt attempt =
                new Attempt(
                        terms.place().workspace(),
                        username,
                        visit.request().head().peer().clientAddress());
        String password = form.first("password").orElse("");
        return switch (login.attempt(attempt, password, visit.request().id())) {
            case Outcome.LoggedIn(var account) -> right.apply(account);
            case Outcome.Wrong _ ->
                    page(visit, application, 403, username, Optional.of(new Alert("alert.wrong")));
            case Outcome.MustWait(var wait) -> mustWait(visit, application, username, wait);
        };
    }

    private Response mustWait(Visit visit, String application, String username, Duration wait) {
        return page(visit, application, 429, username, Optional.of(Alert.toWait(wait)))
                .with("Retry-After", Long.toString(Alert.seconds(wait)));
    }

    private boolean ours(Visit visit, Parameters form) {
        return !visit.fromAnotherSite()
                && BrowserCookie.LOGIN
                        .in(visit.request().headers())
                        .map(cookie -> token(visit, cookie))
                        .filter(token -> FormToken.same(token, form.first("token").orElse("")))
                        .isPresent();
    }

    private String token(Visit visit, String cookie) {
        return FormToken.of(cookie, NAME, terms, visit.authorizationRequest());
    }

    private Response page(
            Visit visit, String application, int status, String username, Optional<Alert> alert) {
        // Kept while it lasts, so that a second tab does not spoil the first one's form.
        Optional<String> held = BrowserCookie.LOGIN.in(visit.request().headers());
        String cookie = held.orElseGet(() -> BrowserCookie.fresh(random));
        Page page =
                new Page.Login(
                        site.frame(visit),
                        application,
                        new Page.Form(visit.to(NAME), token(visit, cookie)),
                        username,
                        passkeys.ask(visit, cookie),
                        providers.choices(visit, cookie),
                        alert.or(() -> providers.note(cookie)));
        Response response = PageRenderer.render(status, page);
        return held.isPresent() ? response : BrowserCookie.LOGIN.set(response, cookie);
    }
}
