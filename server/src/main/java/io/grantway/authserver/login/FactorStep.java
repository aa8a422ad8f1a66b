package io.grantway.authserver.login;

import io.grantway.authserver.AuthenticationLevel;
import io.grantway.authserver.Terms;
import io.grantway.authserver.login.LoginThrottle.Attempt;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.SecondFactors.Outcome;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The step that asks for a one-time code.
final class FactorStep {
    static final String NAME = "factor";

    /// What a right code proves beside what was proved before (RFC 8176).
    static final List<String> METHODS = List.of("otp", AuthenticationLevel.MULTIPLE);

    private final Terms terms;
    private final SecondFactors factors;
    private final Site site;
    private final PasskeyStep passkeys;

    FactorStep(Terms terms, SecondFactors factors, Site site, PasskeyStep passkeys) {
        this.terms = terms;
        this.factors = factors;
        this.site = site;
        this.passkeys = passkeys;
    }

    Response ask(Visit visit, Proven who) {
        return page(visit, who, 200, Optional.empty());
    }

    /// Another way on failed.
    Response refused(Visit visit, Proven who, Alert alert) {
        return page(visit, who, 403, Optional.of(alert));
    }

    /// @param right given the methods that the code proves
    /// @param leave where the user would rather be somebody else
    Response submit(
            Visit visit,
            Proven who,
            Function<List<String>, Response> right,
            Supplier<Response> leave) {
        Parameters form = visit.form();
        if (visit.fromAnotherSite()
                || !FormToken.same(token(visit, who), form.first("token").orElse(""))) {
            return page(visit, who, 403, Optional.of(new Alert("alert.form")));
        }
        if (form.first("leave").isPresent()) {
            return leave.get();
        }
        Attempt attempt =
                new Attempt(
                        who.account().workspace(),
                        who.account().username(),
                        visit.request().head().peer().clientAddress());
        String code = form.first("code").orElse("");
        return switch (factors.check(attempt, who.account(), code, visit.request().id())) {
            case Outcome.Right _ -> right.apply(METHODS);
            case Outcome.Wrong _ -> page(visit, who, 403, Optional.of(new Alert("alert.code")));
            case Outcome.MustWait(var wait) ->
                    page(visit, who, 429, Optional.of(Alert.toWait(wait)))
                            .with("Retry-After", Long.toString(Alert.seconds(wait)));
        };
    }

    private String token(Visit visit, Proven who) {
        return FormToken.of(who.cookie(), NAME, terms, visit.authorizationRequest());
    }

    private Response page(Visit visit, Proven who, int status, Optional<Alert> alert) {
        return PageRenderer.render(
                status,
                new Page.Factor(
                        site.frame(visit),
                        who.account().shownName(),
                        factors.hasApp(who.account()),
                        new Page.Form(visit.to(NAME), token(visit, who)),
                        passkeys.known(who.account())
                                ? passkeys.ask(visit, who.cookie())
                                : Optional.empty(),
                        alert));
    }
}
