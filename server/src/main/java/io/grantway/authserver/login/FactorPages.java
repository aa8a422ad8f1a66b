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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The pages on which users look after what they log in with: below an issuer's account page, or
/// the authorization endpoint of an API, and only shortly after a login.
public final class FactorPages implements Handler {
    /// What follows the path of that page or endpoint.
    public static final String PATH = "/factors";

    private static final String CODES = "codes";
    private static final String REMOVE = "remove";
    private static final String ADD_PASSKEY = "passkeys";
    private static final String REMOVE_PASSKEY = "forget";
    private static final int LONGEST_NAME = 60;

    private final Terms terms;
    private final PageGuard guard;
    private final Site site;
    private final LoginMeans means;
    private final Entrance entrance;
    private final SecondFactor policy;
    private final Optional<RelyingParty> party;

    /// @param endpoint how the path of that page or endpoint ends
    public FactorPages(
            Terms terms, String endpoint, LoginMeans means, LoginConfig config, Theme theme) {
        this.terms = terms;
        this.site = new Site(terms, theme);
        this.guard = new PageGuard(terms, site, endpoint + PATH);
        this.means = means;
        this.entrance = new Entrance(terms, site, means, config.secondFactor());
        this.policy = config.secondFactor();
        this.party = RelyingParty.of(terms);
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
        return switch (visit.step()) {
            case CODES ->
                    means.factors().hasApp(visitor.account())
                            ? EnrolStep.codes(
                                    visit,
                                    site,
                                    means.factors().renewRecoveryCodes(visitor.account()))
                            : back(visit);
            case ADD_PASSKEY -> added(visit, visitor, form);
            case REMOVE_PASSKEY -> {
                means.passkeys().remove(visitor.account(), form.first("id").orElse(""));
                yield back(visit);
            }
            case REMOVE -> {
                means.factors().removeApp(visitor.account());
                yield back(visit);
            }
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private Response added(Visit visit, Visitor visitor, Parameters form) {
        String typed = form.first("name").orElse("").strip().replaceAll("\\p{Cntrl}", " ");
        String name = typed.isEmpty() ? visit.text().lookup("factors.passkeyUnnamed") : typed;
        boolean good =
                party.isPresent()
                        && means.passkeys()
                                .register(
                                        party.get(),
                                        visitor.account(),
                                        visitor.cookie(),
                                        name.substring(0, Math.min(name.length(), LONGEST_NAME)),
                                        form);
        return good
                ? back(visit)
                : page(visit, visitor, 403, Optional.of(new Alert("alert.newPasskey")));
    }

    private Optional<Page.NewPasskey> newPasskey(Visit visit, Visitor visitor) {
        Account account = visitor.account();
        String handle = means.passkeys().handle(account);
        return party.filter(_ -> means.passkeys().mayHaveMore(account))
                .map(at ->
                        new Page.NewPasskey(
                                new Page.Ceremony(
                                        form(visit, visitor, ADD_PASSKEY),
                                        at.origin()
                                                + visit.base()
                                                + "/assets/"
                                                + Site.SCRIPT.name(),
                                        at.id(),
                                        means.passkeys().newChallenge(visitor.cookie(), handle)),
                                handle,
                                account.username(),
                                account.name().orElse(account.username())));
    }

    private List<Page.KnownPasskey> passkeys(Visitor visitor) {
        return means.passkeys().of(visitor.account()).stream()
                .map(each ->
                        new Page.KnownPasskey(
                                each.id(),
                                each.name(),
                                each.createdAt().atZone(ZoneOffset.UTC).toLocalDate().toString()))
                .toList();
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
                        newPasskey(visit, visitor),
                        passkeys(visitor),
                        form(visit, visitor, REMOVE_PASSKEY),
                        alert));
    }

    private static Response back(Visit visit) {
        return PageRenderer.redirect(visit.to(""));
    }
}
