package io.grantway.authserver.login;

import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.Terms;
import io.grantway.authserver.login.Admission.Need;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.PendingLogins.Met;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

    private final LoginStep login;
    private final FactorStep factor;
    private final EnrolStep enrol;
    private final PasskeyStep passkey;
    private final ProviderStep providers;
    private final ProviderReturn provided;
    private final LinkStep link;
    private final Admission admission;

    Entrance(Terms terms, Site site, LoginMeans means, SecondFactor policy) {
        this.passkey = new PasskeyStep(terms, means.passkeys(), policy == SecondFactor.OFF);
        this.providers = new ProviderStep(terms, site, means);
        this.provided = new ProviderReturn(terms, site, means);
        this.link = new LinkStep(terms, site, means);
        this.login =
                new LoginStep(terms, means.passwords(), site, passkey, providers, means.random());
        this.factor = new FactorStep(terms, means.factors(), site, passkey);
        this.enrol = new EnrolStep(terms, means.factors(), site);
        this.admission = new Admission(terms, means, passkey, link);
    }

    /// Whether a step is one of those that [#submit] takes.
    static boolean owns(String step) {
        return STEPS.contains(step);
    }

    /// Whether a session proves what is asked, so that its user would not be asked for anything.
    boolean suffices(Visitor visitor, Demand demand) {
        return admission.suffices(visitor, demand);
    }

    /// The page for its user, or the one that asks who they are.
    ///
    /// @param application that they go on to
    Response enter(
            Visit visit, String application, Demand demand, Function<Visitor, Response> page) {
        Optional<Proven> half = admission.pending(visit);
        if (half.isPresent()) {
            return ask(visit, half.get(), demand)
                    .orElseGet(() -> admission.admit(visit, half.get(), List.of(), back(visit)));
        }
        Optional<Visitor> visitor =
                admission.visitor(visit).filter(each -> admission.inTime(each, demand));
        if (visitor.isEmpty()) {
            return identify(visit, application, "");
        }
        return ask(visit, Admission.proven(visitor.get()), demand)
                .orElseGet(() -> page.apply(visitor.get()));
    }

    /// The page that asks who the user is, or what they have still to do.
    ///
    /// @param username that is probably theirs
    Response ask(Visit visit, String application, String username, Demand demand) {
        return admission
                .pending(visit)
                .map(half ->
                        ask(visit, half, demand)
                                .orElseGet(
                                        () -> admission.admit(visit, half, List.of(), back(visit))))
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
                        admission.accept(
                                visit, new Proven(account, "", methods, false), demand, next));
    }

    /// Takes the form of one of the steps.
    Response submit(Visit visit, String application, Demand demand) {
        return switch (visit.step()) {
            case LoginStep.NAME ->
                    login.submit(
                            visit,
                            application,
                            account ->
                                    admission.accept(
                                            visit, byPassword(account), demand, back(visit)));
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
                    admission
                            .pending(visit)
                            .or(() -> admission.visitor(visit).map(Admission::proven))
                            .map(who -> more(visit, who, demand))
                            .orElseGet(() -> back(visit));
        };
    }

    private Response passkey(Visit visit, String application, Demand demand) {
        return passkey.submit(visit)
                .map(known ->
                        admission.admit(
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
        return admission
                .pending(visit)
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
                            methods -> admission.admit(visit, who, methods, back(visit)),
                            () -> admission.leave(visit, back(visit)));
            case EnrolStep.NAME -> enrolled(visit, who, demand);
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    /// Shows how to set up an app.
    Response enrol(Visit visit, Visitor visitor) {
        return enrol.ask(visit, Admission.proven(visitor));
    }

    private Response refused(Visit visit, String application, Demand demand) {
        Alert alert = new Alert("alert.passkey");
        return admission
                .pending(visit)
                .or(() ->
                        admission
                                .visitor(visit)
                                .filter(each -> admission.inTime(each, demand))
                                .map(Admission::proven))
                .filter(who -> admission.need(who, demand) == Need.CODE)
                .map(who -> factor.refused(visit, who, alert))
                .orElseGet(() -> login.refused(visit, application, 403, alert));
    }

    private Response enrolled(Visit visit, Proven who, Demand demand) {
        // Else a stolen password could put another app in the place of the user's own.
        boolean stale =
                who.session() && admission.visitor(visit).filter(admission::isFresh).isEmpty();
        if (stale || admission.need(who, demand) == Need.CODE) {
            return back(visit);
        }
        return enrol.submit(
                visit, who, page -> admission.admit(visit, who, FactorStep.METHODS, page));
    }

    private static Proven byPassword(Account account) {
        return new Proven(account, "", PASSWORD, false);
    }

    private Response link(Visit visit, Met met, Demand demand) {
        return link.submit(
                visit,
                met,
                (account, identity) ->
                        admission.accept(
                                visit,
                                new Proven(account, "", PASSWORD, false, Optional.of(identity)),
                                demand,
                                back(visit)),
                () -> admission.leave(visit, back(visit)));
    }

    private Optional<Response> ask(Visit visit, Proven who, Demand demand) {
        return switch (admission.need(who, demand)) {
            case NOTHING -> Optional.empty();
            case CODE -> Optional.of(factor.ask(visit, who));
            case ENROLMENT -> Optional.of(enrol.ask(visit, who));
        };
    }

    private static Response back(Visit visit) {
        return PageRenderer.redirect(visit.to(""));
    }
}
