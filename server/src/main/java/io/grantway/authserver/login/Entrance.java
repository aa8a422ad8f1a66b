package io.grantway.authserver.login;

import io.grantway.authserver.AuthenticationLevel;
import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.Terms;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.PendingLogins.Met;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Headers;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The way in to every page that needs to know its user: asks for name and password, and for a
/// second factor where the server, the user or the request wants one.
final class Entrance {
    /// How long after a login its user may change what they log in with: a browser left alone gives
    /// nobody a factor of their own.
    static final Duration FRESH = Duration.ofMinutes(15);

    private static final List<String> PASSWORD = List.of("pwd");

    private static final Set<String> STEPS =
            Set.of(
                    LoginStep.NAME,
                    FactorStep.NAME,
                    EnrolStep.NAME,
                    PasskeyStep.NAME,
                    ProviderStep.NAME,
                    LinkStep.NAME);

    private final Terms terms;
    private final LoginMeans means;
    private final LoginStep login;
    private final FactorStep factor;
    private final EnrolStep enrol;
    private final PasskeyStep passkey;
    private final ProviderStep providers;
    private final ProviderReturn provided;
    private final LinkStep link;

    Entrance(Terms terms, Site site, LoginMeans means, SecondFactor policy) {
        this.terms = terms;
        this.means = means;
        this.passkey = new PasskeyStep(terms, means.passkeys(), policy == SecondFactor.OFF);
        this.providers = new ProviderStep(terms, site, means);
        this.provided = new ProviderReturn(terms, site, means);
        this.link = new LinkStep(terms, site, means);
        this.login =
                new LoginStep(terms, means.passwords(), site, passkey, providers, means.random());
        this.factor = new FactorStep(terms, means.factors(), site, passkey);
        this.enrol = new EnrolStep(terms, means.factors(), site);
    }

    /// What somebody still has to do.
    private enum Need {
        NOTHING,
        CODE,
        ENROLMENT
    }

    /// Whether a step is one of those that [#submit] takes.
    static boolean owns(String step) {
        return STEPS.contains(step);
    }

    /// Whether a session proves what is asked, so that its user would not be asked for anything.
    boolean suffices(Visitor visitor, Demand demand) {
        return !visitor.authentication().at().isBefore(demand.since())
                && need(proven(visitor), demand) == Need.NOTHING;
    }

    /// The page for its user, or the one that asks who they are.
    ///
    /// @param application that they go on to
    Response enter(
            Visit visit, String application, Demand demand, Function<Visitor, Response> page) {
        Optional<Proven> half = pending(visit);
        if (half.isPresent()) {
            return ask(visit, half.get(), demand)
                    .orElseGet(() -> admit(visit, half.get(), List.of(), back(visit)));
        }
        Optional<Visitor> visitor = visitor(visit).filter(each -> inTime(each, demand));
        if (visitor.isEmpty()) {
            return identify(visit, application, "");
        }
        return ask(visit, proven(visitor.get()), demand).orElseGet(() -> page.apply(visitor.get()));
    }

    /// The page that asks who the user is, or what they have still to do.
    ///
    /// @param username that is probably theirs
    Response ask(Visit visit, String application, String username, Demand demand) {
        return pending(visit)
                .map(half ->
                        ask(visit, half, demand)
                                .orElseGet(() -> admit(visit, half, List.of(), back(visit))))
                .orElseGet(() -> identify(visit, application, username));
    }

    private Response identify(Visit visit, String application, String username) {
        return link.met(visit)
                .map(met -> link.ask(visit, met))
                .orElseGet(() -> login.ask(visit, application, username));
    }

    /// Takes back a user who logged in at a provider.
    Response returned(Visit visit) {
        return provided.take(
                visit,
                (account, methods, demand, next) ->
                        accepted(visit, new Proven(account, "", methods, false), demand, next));
    }

    private boolean inTime(Visitor visitor, Demand demand) {
        Instant at = visitor.authentication().at();
        return !at.isBefore(demand.since())
                && (need(proven(visitor), demand) != Need.ENROLMENT || isFresh(at));
    }

    private boolean isFresh(Instant at) {
        return !at.isBefore(means.clock().instant().minus(FRESH));
    }

    /// Takes the form of one of the steps.
    Response submit(Visit visit, String application, Demand demand) {
        return switch (visit.step()) {
            case LoginStep.NAME ->
                    login.submit(
                            visit,
                            application,
                            account -> accepted(visit, byPassword(account), demand, back(visit)));
            case PasskeyStep.NAME -> passkey(visit, application, demand);
            case ProviderStep.NAME ->
                    switch (providers.submit(visit, demand)) {
                        case ProviderStep.Outcome.Left(var page) -> page;
                        case ProviderStep.Outcome.Stayed(var status, var alert) ->
                                login.refused(visit, application, status, alert);
                    };
            case LinkStep.NAME ->
                    link.met(visit)
                            .map(met -> link(visit, met, demand))
                            .orElseGet(() -> back(visit));
            default ->
                    pending(visit)
                            .or(() -> visitor(visit).map(Entrance::proven))
                            .map(who -> more(visit, who, demand))
                            .orElseGet(() -> back(visit));
        };
    }

    private Response passkey(Visit visit, String application, Demand demand) {
        return passkey.submit(visit)
                .map(known ->
                        admit(
                                visit,
                                new Proven(
                                        known.account(),
                                        "",
                                        List.of(),
                                        false,
                                        toBeLinked(visit, known.account())),
                                PasskeyStep.methods(known),
                                back(visit)))
                .orElseGet(() -> refused(visit, application, demand));
    }

    /// The identity that the same user has proved to be theirs before, at this browser.
    private Optional<ForeignIdentity> toBeLinked(Visit visit, Account account) {
        return pending(visit)
                .filter(half -> half.account().id().equals(account.id()))
                .flatMap(Proven::identity);
    }

    /// The steps of those who have proved something already.
    private Response more(Visit visit, Proven who, Demand demand) {
        return switch (visit.step()) {
            case FactorStep.NAME ->
                    factor.submit(
                            visit,
                            who,
                            methods -> admit(visit, who, methods, back(visit)),
                            () -> leave(visit));
            case EnrolStep.NAME -> enrolled(visit, who, demand);
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    /// Shows how to set up an app.
    Response enrol(Visit visit, Visitor visitor) {
        return enrol.ask(visit, proven(visitor));
    }

    private Response refused(Visit visit, String application, Demand demand) {
        Alert alert = new Alert("alert.passkey");
        return pending(visit)
                .or(() -> visitor(visit).filter(each -> inTime(each, demand)).map(Entrance::proven))
                .filter(who -> need(who, demand) == Need.CODE)
                .map(who -> factor.refused(visit, who, alert))
                .orElseGet(() -> login.refused(visit, application, 403, alert));
    }

    private Response enrolled(Visit visit, Proven who, Demand demand) {
        // Else a stolen password could put another app in the place of the user's own.
        boolean stale =
                who.session()
                        && visitor(visit)
                                .filter(visitor -> isFresh(visitor.authentication().at()))
                                .isEmpty();
        if (stale || need(who, demand) == Need.CODE) {
            return back(visit);
        }
        return enrol.submit(visit, who, page -> admit(visit, who, FactorStep.METHODS, page));
    }

    private static Proven byPassword(Account account) {
        return new Proven(account, "", PASSWORD, false);
    }

    private Response link(Visit visit, Met met, Demand demand) {
        return link.submit(
                visit,
                met,
                (account, identity) ->
                        accepted(
                                visit,
                                new Proven(account, "", PASSWORD, false, Optional.of(identity)),
                                demand,
                                back(visit)),
                () -> leave(visit));
    }

    /// A first factor is right: a session where that is enough, else a step towards one.
    private Response accepted(Visit visit, Proven who, Demand demand, Response next) {
        if (need(who, demand) == Need.NOTHING) {
            return admit(visit, who, List.of(), next);
        }
        means.pending().end(visit.request().headers());
        String cookie = means.pending().begin(who.account(), who.methods(), who.identity());
        return BrowserCookie.LOGIN.set(next, cookie);
    }

    /// Gives the browser a session, under a new value, which says what was proved.
    private Response admit(Visit visit, Proven who, List<String> more, Response next) {
        Headers headers = visit.request().headers();
        List<String> methods =
                Stream.concat(who.methods().stream(), more.stream()).distinct().toList();
        means.pending().end(headers);
        who.identity().ifPresent(identity -> link.link(visit, who.account(), identity));
        String cookie =
                who.session()
                        ? means.sessions().raise(visit.request(), who.account(), methods)
                        : means.sessions().open(visit.request(), who.account(), methods);
        return BrowserCookie.LOGIN.clear(BrowserCookie.SESSION.set(next, cookie));
    }

    /// Begins again, as somebody else.
    private Response leave(Visit visit) {
        Headers headers = visit.request().headers();
        if (pending(visit).isPresent() || link.met(visit).isPresent()) {
            means.pending().end(headers);
            return BrowserCookie.LOGIN.clear(back(visit));
        }
        means.sessions().close(headers);
        return BrowserCookie.SESSION.clear(back(visit));
    }

    private Optional<Response> ask(Visit visit, Proven who, Demand demand) {
        return switch (need(who, demand)) {
            case NOTHING -> Optional.empty();
            case CODE -> Optional.of(factor.ask(visit, who));
            case ENROLMENT -> Optional.of(enrol.ask(visit, who));
        };
    }

    private Need need(Proven who, Demand demand) {
        if (demand.second() == SecondFactor.OFF
                || AuthenticationLevel.of(who.methods()) == AuthenticationLevel.TWO_FACTORS) {
            return Need.NOTHING;
        }
        if (means.factors().hasApp(who.account())) {
            return Need.CODE;
        }
        if (demand.second() != SecondFactor.REQUIRED) {
            return Need.NOTHING;
        }
        return passkey.known(who.account()) ? Need.CODE : Need.ENROLMENT;
    }

    private Optional<Proven> pending(Visit visit) {
        return means.pending().find(visit.request().headers(), terms.place().workspace());
    }

    private Optional<Visitor> visitor(Visit visit) {
        return means.sessions().visitor(visit.request().headers(), terms.place().workspace());
    }

    private static Proven proven(Visitor visitor) {
        return new Proven(
                visitor.account(), visitor.cookie(), visitor.authentication().methods(), true);
    }

    private static Response back(Visit visit) {
        return PageRenderer.redirect(visit.to(""));
    }
}
