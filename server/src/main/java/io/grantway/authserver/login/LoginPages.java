package io.grantway.authserver.login;

import io.grantway.authserver.AuthorizationRequest;
import io.grantway.authserver.BrowserAuthorization;
import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.authserver.ClientAnswer;
import io.grantway.authserver.LoginConfig;
import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Handler;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.Refusal;
import java.util.Optional;
import java.util.function.BiFunction;

/// The authorization endpoint of one server as browsers see it (RFC 6749 §3.1): login, consent,
/// logout, and the files that these pages link to.
public final class LoginPages implements Handler {
    private final Terms terms;
    private final PageGuard guard;
    private final BrowserAuthorization authorization;
    private final LoginMeans means;
    private final Site site;
    private final SecondFactor policy;
    private final Entrance entrance;
    private final ConsentStep consent;
    private final LogoutStep logout;
    private final LoginMarks marks;

    public LoginPages(
            Terms terms,
            String endpoint,
            BrowserAuthorization authorization,
            LoginMeans means,
            LoginConfig config,
            Theme theme) {
        this.terms = terms;
        this.authorization = authorization;
        this.means = means;
        this.policy = config.secondFactor();
        this.site = new Site(terms, theme);
        this.marks = means.marks();
        this.guard = new PageGuard(terms, site, endpoint);
        this.entrance = new Entrance(terms, site, means, policy);
        this.consent =
                new ConsentStep(terms, authorization, means.consents(), means.sessions(), site);
        this.logout = new LogoutStep(terms, means.sessions(), site);
    }

    /// @throws Problem 404 where the path holds no authorization endpoint
    @Override
    public Response handle(Request request) {
        return guard.handle(request, visit -> visit.posted() ? submit(visit) : show(visit));
    }

    private Response show(Visit visit) {
        return switch (visit.step()) {
            case "" -> authorize(visit);
            // Reloaded, or from the history: begin again with the same request.
            case LoginStep.NAME,
                    FactorStep.NAME,
                    EnrolStep.NAME,
                    PasskeyStep.NAME,
                    ProviderStep.NAME,
                    LinkStep.NAME,
                    ConsentStep.NAME ->
                    PageRenderer.redirect(visit.to(""));
            case LogoutStep.NAME -> logout.ask(visit);
            default -> {
                if (ProviderReturn.owns(visit.step())) {
                    yield entrance.returned(visit);
                }
                throw Problem.notFound("there is no page of this name");
            }
        };
    }

    private Response submit(Visit visit) {
        return switch (visit.step()) {
            case LoginStep.NAME,
                    FactorStep.NAME,
                    EnrolStep.NAME,
                    PasskeyStep.NAME,
                    ProviderStep.NAME,
                    LinkStep.NAME ->
                    checked(
                            visit,
                            (spoken, asked) ->
                                    entrance.submit(
                                            spoken, asked.client().application(), demand(asked)));
            case ConsentStep.NAME -> checked(visit, this::consent);
            case LogoutStep.NAME -> logout.submit(visit);
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private Response authorize(Visit visit) {
        return switch (authorization.check(terms, visit.authorizationRequest())) {
            case Checked.Good(var asked) -> proceed(visit.inOneOf(asked.prompt().locales()), asked);
            case Checked.TellClient(var answer, _) -> site.answer(visit, answer);
            case Checked.TellUser(var refusal) -> site.failure(visit, refusal, Optional.empty());
        };
    }

    private Response proceed(Visit visit, AuthorizationRequest asked) {
        String application = asked.client().application();
        return switch (turn(visit, asked)) {
            case Turn.LogIn(var again) ->
                    entrance.ask(again, application, asked.prompt().suggestedName(), demand(asked));
            case Turn.ProveMore() ->
                    entrance.enter(
                            visit,
                            application,
                            demand(asked),
                            _ -> PageRenderer.redirect(visit.to("")));
            case Turn.Consent(var visitor) -> consent.ask(visit, asked, visitor);
            case Turn.Approve(var visitor) -> consent.allow(visit, asked, visitor);
            case Turn.Refuse(var refusal) ->
                    site.answer(visit, authorization.refuse(asked, refusal));
        };
    }

    private Turn turn(Visit visit, AuthorizationRequest asked) {
        Turn turn =
                Turn.of(
                        visit,
                        asked,
                        visitor(visit),
                        marks,
                        user -> consent.isSettled(asked, user));
        return switch (turn) {
            case Turn.Consent(var user) -> proven(turn, asked, user);
            case Turn.Approve(var user) -> proven(turn, asked, user);
            case Turn.LogIn _, Turn.ProveMore _, Turn.Refuse _ -> turn;
        };
    }

    private Turn proven(Turn turn, AuthorizationRequest asked, Visitor user) {
        if (entrance.suffices(user, demand(asked))) {
            return turn;
        }
        return asked.prompt().isSilent()
                ? new Turn.Refuse(Refusal.LOGIN_REQUIRED)
                : new Turn.ProveMore();
    }

    /// Checks again what travelled through the browser. A refusal is shown and not redirected: the
    /// page that the form was on allowed no other origin to follow it.
    private Response checked(Visit visit, BiFunction<Visit, AuthorizationRequest, Response> step) {
        return switch (authorization.check(terms, visit.authorizationRequest())) {
            case Checked.Good(var asked) ->
                    step.apply(visit.inOneOf(asked.prompt().locales()), asked);
            case Checked.TellClient(var answer, var refusal) ->
                    site.failure(visit, refusal, linkTo(answer));
            case Checked.TellUser(var refusal) -> site.failure(visit, refusal, Optional.empty());
        };
    }

    /// A link cannot carry a form.
    private static Optional<String> linkTo(ClientAnswer answer) {
        return Optional.of(answer.address()).filter(_ -> answer.posted().isEmpty());
    }

    /// A decision counts only of somebody who could have been asked for it now: whoever holds the
    /// browser could make the form up, and leave out a login or a second factor.
    private Response consent(Visit visit, AuthorizationRequest asked) {
        return switch (turn(visit, asked)) {
            case Turn.Consent(var visitor) -> consent.submit(visit, asked, visitor);
            case Turn.Approve(var visitor) -> consent.submit(visit, asked, visitor);
            case Turn.LogIn _, Turn.ProveMore _, Turn.Refuse _ ->
                    PageRenderer.redirect(visit.to(""));
        };
    }

    private Demand demand(AuthorizationRequest asked) {
        return Demand.of(policy.asking(asked.prompt().contexts()), asked.prompt());
    }

    private Optional<Visitor> visitor(Visit visit) {
        return means.sessions().visitor(visit.request().headers(), terms.place().workspace());
    }
}
