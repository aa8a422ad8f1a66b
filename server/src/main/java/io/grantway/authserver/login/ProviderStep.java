package io.grantway.authserver.login;

import io.grantway.authserver.Terms;
import io.grantway.authserver.UserPrompt.Prompt;
import io.grantway.authserver.identity.Errand;
import io.grantway.authserver.identity.IdentityProvider;
import io.grantway.authserver.identity.IdentityRefused;
import io.grantway.authserver.login.Departures.Departure;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The step that sends a user to a provider: one form on the login page, a button for each.
final class ProviderStep {
    static final String NAME = "provider";

    private static final Logger LOG = LoggerFactory.getLogger(ProviderStep.class);

    private final Terms terms;
    private final Site site;
    private final Federation federation;
    private final InstantSource clock;
    private final SecureRandom random;

    ProviderStep(Terms terms, Site site, LoginMeans means) {
        this.terms = terms;
        this.site = site;
        this.federation = means.federation();
        this.clock = means.clock();
        this.random = means.random();
    }

    /// What became of it.
    sealed interface Outcome {
        /// The page that leads there.
        record Left(Response response) implements Outcome {}

        /// Told on the login page.
        record Stayed(int status, Alert alert) implements Outcome {}
    }

    /// The buttons.
    Optional<Page.Providers> choices(Visit visit, String cookie) {
        List<Page.Provider> all =
                federation.providers().stream()
                        .map(each -> new Page.Provider(each.name(), each.config().shownName()))
                        .toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Page.Providers(
                                new Page.Form(visit.to(NAME), token(visit, cookie)), all));
    }

    /// What the login page should tell.
    Optional<Alert> note(String cookie) {
        return federation.notes().take(cookie);
    }

    Outcome submit(Visit visit, Demand demand) {
        Parameters form = visit.form();
        Optional<String> cookie = BrowserCookie.LOGIN.in(visit.request().headers());
        Optional<IdentityProvider> provider = form.first("provider").flatMap(federation::provider);
        boolean ours =
                !visit.fromAnotherSite()
                        && cookie.map(it -> token(visit, it))
                                .filter(it -> FormToken.same(it, form.first("token").orElse("")))
                                .isPresent();
        // Else another site could send its visitors to log in, and with luck end up in a session.
        if (!ours || provider.isEmpty()) {
            return new Outcome.Stayed(403, new Alert("alert.form"));
        }
        return leave(visit, demand, provider.get(), TokenHash.of(cookie.orElseThrow()));
    }

    private Outcome leave(
            Visit visit, Demand demand, IdentityProvider provider, TokenHash browser) {
        boolean anew = demand.prompt().asksFor(Prompt.LOGIN);
        Errand errand = Errand.begin(clock.instant(), anew, maxAge(demand), random);
        String state =
                federation
                        .departures()
                        .begin(
                                new Departure(
                                        terms.place().id(),
                                        provider.name(),
                                        browser,
                                        errand,
                                        demand,
                                        visit.to("")));
        try {
            String address = provider.address(errand, state);
            return new Outcome.Left(
                    PageRenderer.onward(
                            new Page.Leaving(
                                    site.frame(visit), provider.config().shownName(), address)));
        } catch (IdentityRefused e) {
            federation.departures().take(state);
            LOG.warn(
                    "login by provider not begun: workspace={} provider={} check={} why={}"
                            + " request={}",
                    terms.place().workspace(),
                    provider.name(),
                    e.check(),
                    e.why(),
                    visit.request().id());
            return new Outcome.Stayed(
                    503, new Alert("alert.providerDown", List.of(provider.config().shownName())));
        }
    }

    /// A page that wants a login of its last minutes wants one at the provider too: a session there
    /// is as old as it is.
    private Optional<Duration> maxAge(Demand demand) {
        Optional<Duration> asked = demand.prompt().maxAge();
        if (demand.since().equals(Instant.EPOCH)) {
            return asked;
        }
        Duration since = Duration.between(demand.since(), clock.instant());
        return asked.filter(age -> age.compareTo(since) < 0).or(() -> Optional.of(since));
    }

    private String token(Visit visit, String cookie) {
        return FormToken.of(cookie, NAME, terms, visit.authorizationRequest());
    }
}
