package io.grantway.authserver.login;

import io.grantway.authserver.AuthorizationRequest;
import io.grantway.authserver.BrowserAuthorization;
import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.authserver.ClientAnswer;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Handler;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;

/// The authorization endpoint of one server as browsers see it (RFC 6749 §3.1): login, consent,
/// logout, and the files that these pages link to.
public final class LoginPages implements Handler {
    private final Terms terms;
    private final PageGuard guard;
    private final BrowserAuthorization authorization;
    private final Sessions sessions;
    private final Site site;
    private final LoginStep login;
    private final ConsentStep consent;
    private final LogoutStep logout;

    public LoginPages(
            Terms terms,
            String endpoint,
            BrowserAuthorization authorization,
            Login login,
            Sessions sessions,
            Theme theme,
            SecureRandom random) {
        this.terms = terms;
        this.authorization = authorization;
        this.sessions = sessions;
        this.site = new Site(theme);
        this.guard = new PageGuard(terms, site, endpoint);
        this.login = new LoginStep(terms, login, sessions, site, random);
        this.consent = new ConsentStep(terms, authorization, site);
        this.logout = new LogoutStep(terms, sessions, site);
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
            case LoginStep.NAME, ConsentStep.NAME -> PageRenderer.redirect(visit.to(""));
            case LogoutStep.NAME -> logout.ask(visit);
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private Response submit(Visit visit) {
        return switch (visit.step()) {
            case LoginStep.NAME ->
                    checked(visit, asked -> login.submit(visit, asked.client().application()));
            case ConsentStep.NAME -> checked(visit, asked -> consent(visit, asked));
            case LogoutStep.NAME -> logout.submit(visit);
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private Response authorize(Visit visit) {
        return switch (authorization.check(terms, visit.authorizationRequest())) {
            case Checked.Good(var asked) ->
                    visitor(visit)
                            .map(visitor -> consent.ask(visit, asked, visitor))
                            .orElseGet(() -> login.ask(visit, asked.client().application()));
            case Checked.TellClient(var answer, _) -> site.answer(visit, answer);
            case Checked.TellUser(var refusal) -> site.failure(visit, refusal, Optional.empty());
        };
    }

    /// Checks again what travelled through the browser. A refusal is shown and not redirected: the
    /// page that the form was on allowed no other origin to follow it.
    private Response checked(Visit visit, Function<AuthorizationRequest, Response> step) {
        return switch (authorization.check(terms, visit.authorizationRequest())) {
            case Checked.Good(var asked) -> step.apply(asked);
            case Checked.TellClient(var answer, var refusal) ->
                    site.failure(visit, refusal, linkTo(answer));
            case Checked.TellUser(var refusal) -> site.failure(visit, refusal, Optional.empty());
        };
    }

    /// A link cannot carry a form.
    private static Optional<String> linkTo(ClientAnswer answer) {
        return Optional.of(answer.address()).filter(_ -> answer.posted().isEmpty());
    }

    private Response consent(Visit visit, AuthorizationRequest asked) {
        return visitor(visit)
                .map(visitor -> consent.submit(visit, asked, visitor))
                .orElseGet(() -> PageRenderer.redirect(visit.to("")));
    }

    private Optional<Visitor> visitor(Visit visit) {
        return sessions.visitor(visit.request().headers(), terms.place().workspace());
    }
}
