package io.grantway.authserver.login;

import io.grantway.authserver.AuthorizationRequest;
import io.grantway.authserver.BrowserAuthorization;
import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Handler;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The authorization endpoint of one server as browsers see it (RFC 6749 §3.1): login, consent,
/// logout, and the files that these pages link to.
public final class LoginPages implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(LoginPages.class);
    private static final String ASSETS = "assets/";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Terms terms;
    private final String endpoint;
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
        this.endpoint = endpoint;
        this.authorization = authorization;
        this.sessions = sessions;
        this.site = new Site(theme);
        this.login = new LoginStep(terms, login, sessions, site, random);
        this.consent = new ConsentStep(terms, authorization, site);
        this.logout = new LogoutStep(terms, sessions, site);
    }

    /// @throws Problem 404 where the path holds no authorization endpoint
    @Override
    public Response handle(Request request) {
        Visit visit = Visit.of(request, endpoint);
        try {
            return answer(visit.read());
        } catch (Problem e) {
            return site.failure(visit, e.status(), kind(e.status()));
        } catch (PasswordCheck.Busy e) {
            LOG.warn("login pages: {} (request {})", e.getMessage(), request.id());
            return site.failure(visit, 503, "busy").with("Retry-After", "5");
        } catch (StoreUnavailable e) {
            LOG.error("login pages: {} (request {})", e.getMessage(), request.id());
            return site.failure(visit, 503, "busy").with("Retry-After", "30");
        }
    }

    private Response answer(Visit visit) {
        boolean post = visit.request().method().equals("POST");
        if (!post && !READING.contains(visit.request().method())) {
            throw Problem.of(405, "method_not_allowed", "use GET or POST");
        }
        if (visit.step().startsWith(ASSETS)) {
            return site.asset(visit.step().substring(ASSETS.length()));
        }
        // A password sent in clear is known to the network, however the page looks.
        if (!terms.transport().admits(visit.request().head())) {
            return site.failure(visit, 400, "insecure");
        }
        return post ? submit(visit) : show(visit);
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
            case LoginStep.NAME -> checked(visit, asked -> login.submit(visit, asked));
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
                            .orElseGet(() -> login.ask(visit, asked));
            case Checked.TellClient(var location, _) -> PageRenderer.redirect(location);
            case Checked.TellUser(var refusal) -> site.failure(visit, refusal, Optional.empty());
        };
    }

    /// Checks again what travelled through the browser. A refusal is shown and not redirected: the
    /// page that the form was on allowed no other origin to follow it.
    private Response checked(Visit visit, Function<AuthorizationRequest, Response> step) {
        return switch (authorization.check(terms, visit.authorizationRequest())) {
            case Checked.Good(var asked) -> step.apply(asked);
            case Checked.TellClient(var location, var refusal) ->
                    site.failure(visit, refusal, Optional.of(location));
            case Checked.TellUser(var refusal) -> site.failure(visit, refusal, Optional.empty());
        };
    }

    private Response consent(Visit visit, AuthorizationRequest asked) {
        return visitor(visit)
                .map(visitor -> consent.submit(visit, asked, visitor))
                .orElseGet(() -> PageRenderer.redirect(visit.to("")));
    }

    private Optional<Visitor> visitor(Visit visit) {
        return sessions.visitor(visit.request().headers(), terms.place().workspace());
    }

    private static String kind(int status) {
        return status == 404 || status == 405 ? "page" : "request";
    }
}
