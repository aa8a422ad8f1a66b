package io.grantway.authserver.login;

import io.grantway.authserver.LoginConfig;
import io.grantway.authserver.LoginConfig.SecondFactor;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.http.Handler;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.Optional;
import java.util.function.Function;

/// The pages on which users look after what they log in with: below the authorization endpoint, and
/// only shortly after a login.
public final class FactorPages implements Handler {
    /// What follows the authorization endpoint's path.
    public static final String PATH = "/factors";

    private static final String CODES = "codes";
    private static final String REMOVE = "remove";

    private final Terms terms;
    private final PageGuard guard;
    private final Site site;
    private final LoginMeans means;
    private final Entrance entrance;
    private final SecondFactor policy;

    /// @param endpoint how the authorization endpoint's path ends
    public FactorPages(
            Terms terms, String endpoint, LoginMeans means, LoginConfig config, Theme theme) {
        this.terms = terms;
        this.site = new Site(theme);
        this.guard = new PageGuard(terms, site, endpoint + PATH);
        this.means = means;
        this.entrance = new Entrance(terms, site, means);
        this.policy = config.secondFactor();
    }

    /// Whether a path is one of these pages.
    public static boolean own(String path, String endpoint) {
        return Visit.endpointEnd(path, endpoint + PATH) >= 0;
    }

    /// @throws Problem 404 where the path holds none of these pages
    @Override
    public Response handle(Request request) {
        return guard.handle(request, visit -> visit.posted() ? submit(visit) : show(visit));
    }

    private Response show(Visit visit) {
        return switch (visit.step()) {
            case "" -> known(visit, visitor -> page(visit, visitor, 200, Optional.empty()));
            case EnrolStep.NAME ->
                    known(
                            visit,
                            visitor ->
                                    means.factors().hasApp(visitor.account())
                                            ? back(visit)
                                            : entrance.enrol(visit, visitor));
            // Reloaded, or from the history.
            default -> PageRenderer.redirect(visit.to(""));
        };
    }

    private Response submit(Visit visit) {
        if (visit.step().equals(EnrolStep.NAME)) {
            return known(visit, _ -> entrance.submit(visit, application(visit), demand()));
        }
        if (Entrance.owns(visit.step())) {
            return entrance.submit(visit, application(visit), demand());
        }
        return known(visit, visitor -> change(visit, visitor));
    }

    private Response change(Visit visit, Visitor visitor) {
        Parameters form = visit.form();
        String token = token(visit, visitor, visit.step());
        if (visit.fromAnotherSite() || !FormToken.same(token, form.first("token").orElse(""))) {
            return page(visit, visitor, 403, Optional.of(new Alert("alert.form")));
        }
        if (!means.factors().hasApp(visitor.account())) {
            return back(visit);
        }
        return switch (visit.step()) {
            case CODES ->
                    EnrolStep.codes(
                            visit, site, means.factors().renewRecoveryCodes(visitor.account()));
            case REMOVE -> {
                means.factors().removeApp(visitor.account());
                yield back(visit);
            }
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private Response known(Visit visit, Function<Visitor, Response> page) {
        return entrance.enter(visit, application(visit), demand(), page);
    }

    /// Whoever has a second factor must have used it.
    private Demand demand() {
        return new Demand(policy, means.clock().instant().minus(Entrance.FRESH));
    }

    private static String application(Visit visit) {
        return visit.text().lookup("factors.title");
    }

    private String token(Visit visit, Visitor visitor, String step) {
        return FormToken.of(
                visitor.cookie(), "factors/" + step, terms, visit.authorizationRequest());
    }

    private Page.Form form(Visit visit, Visitor visitor, String step) {
        return new Page.Form(visit.to(step), token(visit, visitor, step));
    }

    private Response page(Visit visit, Visitor visitor, int status, Optional<Alert> alert) {
        boolean app = means.factors().hasApp(visitor.account());
        return PageRenderer.render(
                status,
                new Page.Factors(
                        site.frame(visit),
                        visitor.account().shownName(),
                        app,
                        app ? means.factors().recoveryCodes(visitor.account()) : 0,
                        visit.to(EnrolStep.NAME),
                        form(visit, visitor, CODES),
                        form(visit, visitor, REMOVE),
                        alert));
    }

    private static Response back(Visit visit) {
        return PageRenderer.redirect(visit.to(""));
    }
}
