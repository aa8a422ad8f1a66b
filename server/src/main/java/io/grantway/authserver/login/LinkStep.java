package io.grantway.authserver.login;

import io.grantway.authserver.Terms;
import io.grantway.authserver.identity.IdentityProvider;
import io.grantway.authserver.login.Login.Outcome;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.PendingLogins.Met;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The step in which somebody whom a provider knows proves to be a user here too. Its page says
/// what a login on it does, and only a login on it links: whoever comes to this browser next and
/// logs in as ever must not get a stranger's key to their account.
final class LinkStep {
    static final String NAME = "link";

    private static final Logger LOG = LoggerFactory.getLogger(LinkStep.class);

    private final Terms terms;
    private final Login login;
    private final Site site;
    private final Federation federation;
    private final PendingLogins pending;

    LinkStep(Terms terms, Site site, LoginMeans means) {
        this.terms = terms;
        this.site = site;
        this.login = means.passwords();
        this.federation = means.federation();
        this.pending = means.pending();
    }

    /// The identity that waits at a browser, by a provider that is still there.
    Optional<Met> met(Visit visit) {
        return pending.met(visit.request().headers(), terms.place().workspace())
                .filter(met -> provider(met).isPresent());
    }

    private Optional<IdentityProvider> provider(Met met) {
        return federation.provider(met.identity().provider());
    }

    Response ask(Visit visit, Met met) {
        return page(visit, met, 200, "", Optional.empty());
    }

    /// @param right given the user and the identity that is to be theirs
    /// @param leave where they would rather not
    Response submit(
            Visit visit,
            Met met,
            BiFunction<Account, ForeignIdentity, Response> right,
            Supplier<Response> leave) {
        Parameters form = visit.form();
        String username = form.first("username").orElse("").strip();
        if (visit.fromAnotherSite()
                || !FormToken.same(token(visit, met), form.first("token").orElse(""))) {
            return page(visit, met, 403, username, Optional.of(new Alert("alert.form")));
        }
        if (form.first("leave").isPresent()) {
            return leave.get();
        }
        Attempt attempt =
                new Attempt(
                        terms.place().workspace(),
                        username,
                        visit.request().head().peer().clientAddress());
        String password = form.first("password").orElse("");
        return switch (login.attempt(attempt, password, visit.request().id())) {
            case Outcome.LoggedIn(var account) -> right.apply(account, met.identity());
            case Outcome.Wrong _ ->
                    page(visit, met, 403, username, Optional.of(new Alert("alert.wrong")));
            case Outcome.MustWait(var wait) ->
                    page(visit, met, 429, username, Optional.of(Alert.toWait(wait)))
                            .with("Retry-After", Long.toString(Alert.seconds(wait)));
        };
    }

    /// Links, now that both are proved.
    void link(Visit visit, Account account, ForeignIdentity identity) {
        boolean linked = federation.users().link(account, identity);
        LOG.info(
                "identity {}: workspace={} user={} provider={} request={}",
                linked ? "linked" : "not linked, for it is somebody's or theirs are too many",
                account.workspace(),
                account.username(),
                identity.provider(),
                visit.request().id());
    }

    private String token(Visit visit, Met met) {
        return FormToken.of(met.cookie(), NAME, terms, visit.authorizationRequest());
    }

    private Response page(
            Visit visit, Met met, int status, String username, Optional<Alert> alert) {
        String label = provider(met).orElseThrow().config().shownName();
        String shown = met.identity().shown();
        return PageRenderer.render(
                status,
                new Page.Link(
                        site.frame(visit),
                        label,
                        shown.isEmpty() ? label : shown,
                        new Page.Form(visit.to(NAME), token(visit, met)),
                        username,
                        alert));
    }
}
