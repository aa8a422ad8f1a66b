package io.grantway.authserver.login;

import io.grantway.authserver.AuthorizationDetails;
import io.grantway.authserver.AuthorizationRequest;
import io.grantway.authserver.BrowserAuthorization;
import io.grantway.authserver.Consents;
import io.grantway.authserver.ServedClient;
import io.grantway.authserver.Terms;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The step that asks the user whether the application may act for them.
final class ConsentStep {
    static final String NAME = "consent";
    // What stands before an @ is no host, however much it looks like one.
    private static final Pattern DESTINATION =
            Pattern.compile("(?<scheme>[^:/?#]+):(?://(?:[^/?#]*@)?(?<host>[^/?#@]+))?");

    private final Terms terms;
    private final BrowserAuthorization authorization;
    private final Consents consents;
    private final Sessions sessions;
    private final Site site;

    ConsentStep(
            Terms terms,
            BrowserAuthorization authorization,
            Consents consents,
            Sessions sessions,
            Site site) {
        this.terms = terms;
        this.authorization = authorization;
        this.consents = consents;
        this.sessions = sessions;
        this.site = site;
    }

    /// Whether the user need not be asked.
    boolean isSettled(AuthorizationRequest asked, Visitor visitor) {
        return consents.covers(asked, visitor.account().username());
    }

    /// Asks, whatever the user has allowed before.
    Response ask(Visit visit, AuthorizationRequest asked, Visitor visitor) {
        return page(visit, asked, visitor, 200, Optional.empty());
    }

    Response submit(Visit visit, AuthorizationRequest asked, Visitor visitor) {
        Parameters form = visit.form();
        String token = FormToken.of(visitor.cookie(), NAME, terms, visit.authorizationRequest());
        if (visit.fromAnotherSite() || !FormToken.same(token, form.first("token").orElse(""))) {
            return page(visit, asked, visitor, 403, Optional.of(new Alert("alert.form")));
        }
        return switch (form.first("decision").orElse("")) {
            case "allow" -> {
                consents.remember(
                        terms, asked.client(), visitor.account().username(), asked.scopes());
                yield allow(visit, asked, visitor);
            }
            case "deny" -> site.answer(visit, authorization.deny(asked));
            default -> page(visit, asked, visitor, 400, Optional.of(new Alert("alert.decision")));
        };
    }

    Response allow(Visit visit, AuthorizationRequest asked, Visitor visitor) {
        if (asked.client().metadata().toBeToldAt().isPresent()) {
            sessions.serve(visitor, new ServedClient(terms.place().id(), asked.client().id()));
        }
        return site.answer(
                visit,
                authorization.approve(
                        asked,
                        visitor.account().username(),
                        Optional.of(visitor.authentication())));
    }

    private Response page(
            Visit visit,
            AuthorizationRequest asked,
            Visitor visitor,
            int status,
            Optional<Alert> alert) {
        ScopeWords words = new ScopeWords(site, visit.text());
        Page page =
                new Page.Consent(
                        site.frame(visit),
                        asking(asked),
                        visitor.account().shownName(),
                        words.described(asked.scopes()),
                        words.undescribed(asked.scopes()),
                        new DetailWords(terms.details(), visit.text())
                                .shown(AuthorizationDetails.of(asked.claims())),
                        form(visit, visitor, NAME),
                        form(visit, visitor, LogoutStep.NAME),
                        alert);
        return PageRenderer.render(status, page, FormTargets.leadingTo(asked.redirectUri()));
    }

    private Page.Form form(Visit visit, Visitor visitor, String step) {
        return new Page.Form(
                visit.to(step),
                FormToken.of(visitor.cookie(), step, terms, visit.authorizationRequest()));
    }

    private Page.Asking asking(AuthorizationRequest asked) {
        return new Page.Asking(
                asked.client().application(),
                asked.client().consumer().username(),
                terms.place().name(),
                destination(asked.redirectUri()));
    }

    /// The part of a registered redirect URI that tells users where they will be: a host, or the
    /// scheme of an app's link.
    private static String destination(String redirectUri) {
        Matcher parts = DESTINATION.matcher(redirectUri);
        if (!parts.lookingAt()) {
            return redirectUri;
        }
        return parts.group("host") == null ? parts.group("scheme") : parts.group("host");
    }
}
