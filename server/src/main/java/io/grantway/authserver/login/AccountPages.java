package io.grantway.authserver.login;

import io.grantway.authserver.Consent;
import io.grantway.authserver.LoginConfig;
import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.LoginSession;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.http.Handler;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Where users see what goes on in their name, and end it: applications, browsers, and what they
/// log in with. To look takes a login, to change anything a recent one.
public final class AccountPages implements Handler {
    /// What the pages' path is below an issuer.
    public static final String PATH = "/account";

    private static final String WITHDRAW = "withdraw";
    private static final String END = "end";
    private static final String OTHERS = "others";
    private static final String UNLINK = "unlink";
    private static final Set<String> CHANGES = Set.of(WITHDRAW, END, OTHERS, UNLINK);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Terms terms;
    private final Supplier<Catalog> catalog;
    private final LoginMeans means;
    private final SecondFactor policy;
    private final Site site;
    private final PageGuard guard;
    private final Entrance entrance;
    private final FactorPages factors;
    private final AccountLinks links;
    private final PasswordStep password;
    private final LogoutStep logout;

    public AccountPages(
            Terms terms,
            Supplier<Catalog> catalog,
            LoginMeans means,
            LoginConfig config,
            Theme theme) {
        this.terms = terms;
        this.catalog = catalog;
        this.means = means;
        this.policy = config.secondFactor();
        this.site = new Site(terms, theme);
        this.guard = new PageGuard(terms, site, PATH);
        this.entrance = new Entrance(terms, site, means, policy);
        this.factors = new FactorPages(terms, PATH, means, config, theme);
        this.links = new AccountLinks(terms, means, policy);
        this.password = new PasswordStep(terms, means, site);
        this.logout = new LogoutStep(terms, means.sessions(), site);
    }

    @Override
    public Response handle(Request request) {
        return policy != SecondFactor.OFF && FactorPages.own(request.path(), PATH)
                ? factors.handle(request)
                : guard.handle(request, visit -> visit.posted() ? submit(visit) : show(visit));
    }

    private Response show(Visit visit) {
        if (Entrance.owns(visit.step()) || CHANGES.contains(visit.step())) {
            // Reloaded, or from the history.
            return PageRenderer.redirect(visit.to(""));
        }
        return switch (visit.step()) {
            case "" ->
                    entrance.enter(
                            visit,
                            title(visit),
                            looking(),
                            visitor -> page(visit, visitor, 200, Optional.empty()));
            case PasswordStep.NAME ->
                    entrance.enter(visit, title(visit), looking(), it -> password.ask(visit, it));
            case LogoutStep.NAME -> logout.ask(visit);
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private Response submit(Visit visit) {
        if (Entrance.owns(visit.step())) {
            return entrance.submit(visit, title(visit), looking());
        }
        if (CHANGES.contains(visit.step())) {
            return entrance.enter(visit, title(visit), changing(), it -> change(visit, it));
        }
        return switch (visit.step()) {
            case PasswordStep.NAME ->
                    entrance.enter(
                            visit, title(visit), looking(), it -> password.submit(visit, it));
            case LogoutStep.NAME -> logout.submit(visit);
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private Response change(Visit visit, Visitor visitor) {
        String sent = visit.form().first("token").orElse("");
        if (visit.fromAnotherSite() || !FormToken.same(token(visit, visitor, visit.step()), sent)) {
            return page(visit, visitor, 403, Optional.of(new Alert("alert.form")));
        }
        String id = visit.form().first("id").orElse("");
        switch (visit.step()) {
            case WITHDRAW ->
                    consents(visitor).stream()
                            .filter(each -> each.client().toString().equals(id))
                            .forEach(means.consents()::withdraw);
            case END ->
                    others(visitor).stream()
                            .filter(each -> each.id().equals(id))
                            .forEach(means.sessions()::end);
            case UNLINK -> {
                if (!links.remove(visitor.account(), id, visit.request().id())) {
                    return page(visit, visitor, 409, Optional.of(new Alert("alert.onlyWayIn")));
                }
            }
            default -> others(visitor).forEach(means.sessions()::end);
        }
        return PageRenderer.redirect(visit.to(""));
    }

    /// Of this server: only here are its scopes put into words.
    private List<Consent> consents(Visitor visitor) {
        Account account = visitor.account();
        return means.consents().of(account.workspace(), account.username()).stream()
                .filter(each -> each.server().equals(terms.place().id()))
                .toList();
    }

    private List<LoginSession> others(Visitor visitor) {
        return sessions(visitor).stream().filter(each -> !Sessions.isOf(each, visitor)).toList();
    }

    private List<LoginSession> sessions(Visitor visitor) {
        Account account = visitor.account();
        return means.sessions().of(account.workspace(), account.username());
    }

    private Demand looking() {
        return Demand.of(policy);
    }

    private Demand changing() {
        return new Demand(policy, means.clock().instant().minus(Entrance.FRESH));
    }

    private static String title(Visit visit) {
        return visit.text().lookup("account.title");
    }

    private String token(Visit visit, Visitor visitor, String step) {
        return FormToken.of(
                visitor.cookie(), "account/" + step, terms, visit.authorizationRequest());
    }

    private Page.Form form(Visit visit, Visitor visitor, String step) {
        return new Page.Form(visit.to(step), token(visit, visitor, step));
    }

    private Response page(Visit visit, Visitor visitor, int status, Optional<Alert> alert) {
        return PageRenderer.render(
                status,
                new Page.Account(
                        site.frame(visit),
                        visitor.account().shownName(),
                        consents(visitor).stream().map(each -> app(visit, each)).toList(),
                        sessions(visitor).stream().map(each -> browser(each, visitor)).toList(),
                        links.of(visitor.account()),
                        form(visit, visitor, WITHDRAW),
                        form(visit, visitor, END),
                        form(visit, visitor, OTHERS),
                        form(visit, visitor, UNLINK),
                        visit.to(LogoutStep.NAME),
                        Optional.of(visit.to(PasswordStep.NAME))
                                .filter(_ -> !visitor.account().declared()),
                        Optional.of(visit.to(FactorPages.PATH.substring(1)))
                                .filter(_ -> policy != SecondFactor.OFF),
                        alert));
    }

    private Page.Granted app(Visit visit, Consent consent) {
        ScopeWords words = new ScopeWords(site, visit.text());
        return new Page.Granted(
                consent.client().toString(),
                catalog.get()
                        .client(consent.client())
                        .map(Client::application)
                        .orElseGet(() -> visit.text().lookup("account.goneApp")),
                words.described(consent.scopes()),
                words.undescribed(consent.scopes()),
                time(consent.since()));
    }

    private static Page.LoggedIn browser(LoginSession session, Visitor visitor) {
        return new Page.LoggedIn(
                session.id(),
                session.browser(),
                session.address(),
                time(session.authenticatedAt()),
                Sessions.isOf(session, visitor));
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
