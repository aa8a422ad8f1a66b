package io.grantway.authserver.login;

import io.grantway.authserver.Terms;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Response;
import java.util.Optional;

/// The step that ends a session: from the consent page, to use another account, or by itself.
final class LogoutStep {
    static final String NAME = "logout";

    private final Terms terms;
    private final Sessions sessions;
    private final Site site;

    LogoutStep(Terms terms, Sessions sessions, Site site) {
        this.terms = terms;
        this.sessions = sessions;
        this.site = site;
    }

    Response ask(Visit visit) {
        return sessions.visitor(visit.request().headers(), terms.place().workspace())
                .map(visitor -> page(visit, visitor, 200, Optional.empty()))
                .orElseGet(() -> PageRenderer.render(200, new Page.LoggedOut(site.frame(visit))));
    }

    Response submit(Visit visit) {
        return sessions.visitor(visit.request().headers(), terms.place().workspace())
                .map(visitor -> submit(visit, visitor))
                .orElseGet(() -> PageRenderer.redirect(next(visit)));
    }

    private Response submit(Visit visit, Visitor visitor) {
        String sent = visit.form().first("token").orElse("");
        // Another site that logs users out at will could make them type their password again.
        if (visit.fromAnotherSite() || !FormToken.same(token(visit, visitor), sent)) {
            return page(visit, visitor, 403, Optional.of(new Alert("alert.form")));
        }
        sessions.close(visit.request().headers());
        return BrowserCookie.SESSION.clear(PageRenderer.redirect(next(visit)));
    }

    /// Back to the login page where an application waits, else to the page that says so.
    private static String next(Visit visit) {
        return visit.to(visit.authorizationRequest().names().isEmpty() ? NAME : "");
    }

    private String token(Visit visit, Visitor visitor) {
        return FormToken.of(visitor.cookie(), NAME, terms, visit.authorizationRequest());
    }

    private Response page(Visit visit, Visitor visitor, int status, Optional<Alert> alert) {
        Page.Form form = new Page.Form(visit.to(NAME), token(visit, visitor));
        return PageRenderer.render(
                status,
                new Page.Logout(site.frame(visit), visitor.account().shownName(), form, alert));
    }
}
