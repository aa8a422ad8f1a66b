package io.grantway.authserver.login;

import io.grantway.authserver.Terms;
import io.grantway.authserver.login.Login.Outcome;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import java.util.Optional;

/// The step that changes a user's password. It asks for the old one, counted as a login is: else a
/// browser left alone would give the account away, or the password to whoever guesses.
final class PasswordStep {
    static final String NAME = "password";

    private final Terms terms;
    private final LoginMeans means;
    private final Site site;

    PasswordStep(Terms terms, LoginMeans means, Site site) {
        this.terms = terms;
        this.means = means;
        this.site = site;
    }

    Response ask(Visit visit, Visitor visitor) {
        return visitor.account().declared()
                ? PageRenderer.redirect(visit.to(""))
                : page(visit, visitor, 200, Optional.empty());
    }

    Response submit(Visit visit, Visitor visitor) {
        Parameters form = visit.form();
        if (visitor.account().declared()) {
            return PageRenderer.redirect(visit.to(""));
        }
        if (visit.fromAnotherSite()
                || !FormToken.same(token(visit, visitor), form.first("token").orElse(""))) {
            return refused(visit, visitor, 403, "alert.form");
        }
        String fresh = form.first("fresh").orElse("");
        Optional<String> flaw = flaw(fresh, form.first("again").orElse(""));
        if (flaw.isPresent()) {
            return refused(visit, visitor, 400, flaw.get());
        }
        Attempt attempt =
                new Attempt(
                        terms.place().workspace(),
                        visitor.account().username(),
                        visit.request().head().peer().clientAddress());
        String current = form.first("current").orElse("");
        return switch (means.passwords().attempt(attempt, current, visit.request().id())) {
            case Outcome.LoggedIn(var account) -> change(visit, visitor, account, fresh);
            case Outcome.Wrong _ -> refused(visit, visitor, 403, "alert.currentPassword");
            case Outcome.MustWait(var wait) ->
                    page(visit, visitor, 429, Optional.of(Alert.toWait(wait)))
                            .with("Retry-After", Long.toString(Alert.seconds(wait)));
        };
    }

    private static Optional<String> flaw(String fresh, String again) {
        Optional<String> broken =
                PasswordRule.brokenBy(fresh)
                        .map(rule ->
                                switch (rule) {
                                    case TOO_SHORT -> "alert.passwordShort";
                                    case TOO_LONG -> "alert.passwordLong";
                                });
        return broken.or(() ->
                fresh.equals(again) ? Optional.empty() : Optional.of("alert.passwordsDiffer"));
    }

    private Response change(Visit visit, Visitor visitor, Account account, String fresh) {
        if (!means.users().changePassword(account, fresh)) {
            return PageRenderer.redirect(visit.to(""));
        }
        means.access().endOthers(visitor);
        // Whoever has got hold of this browser's cookie is out, too.
        String cookie =
                means.sessions()
                        .raise(visit.request(), account, visitor.authentication().methods());
        Page done = new Page.Notice(site.frame(visit), "password.changed");
        return BrowserCookie.SESSION.set(PageRenderer.render(200, done), cookie);
    }

    private Response refused(Visit visit, Visitor visitor, int status, String alert) {
        return page(visit, visitor, status, Optional.of(new Alert(alert)));
    }

    private String token(Visit visit, Visitor visitor) {
        return FormToken.of(visitor.cookie(), NAME, terms, visit.authorizationRequest());
    }

    private Response page(Visit visit, Visitor visitor, int status, Optional<Alert> alert) {
        return PageRenderer.render(
                status,
                new Page.Password(
                        site.frame(visit),
                        visitor.account().username(),
                        new Page.Form(visit.to(NAME), token(visit, visitor)),
                        visit.to(""),
                        alert));
    }
}
