package io.grantway.authserver.login;

import io.grantway.authserver.Terms;
import io.grantway.authserver.TotpKey;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The step that sets an authenticator app up: shows the key, and takes the first code as proof
/// that the app has it.
final class EnrolStep {
    static final String NAME = "enrol";

    private final Terms terms;
    private final SecondFactors factors;
    private final Site site;

    EnrolStep(Terms terms, SecondFactors factors, Site site) {
        this.terms = terms;
        this.factors = factors;
        this.site = site;
    }

    Response ask(Visit visit, Proven who) {
        return page(visit, who, 200, Optional.empty());
    }

    /// @param done given the page with the recovery codes
    Response submit(Visit visit, Proven who, UnaryOperator<Response> done) {
        Parameters form = visit.form();
        if (visit.fromAnotherSite()
                || !FormToken.same(token(visit, who), form.first("token").orElse(""))) {
            return page(visit, who, 403, Optional.of(new Alert("alert.form")));
        }
        return factors.confirm(who.cookie(), who.account(), form.first("code").orElse(""))
                .map(codes -> done.apply(codes(visit, site, codes)))
                .orElseGet(() -> page(visit, who, 403, Optional.of(new Alert("alert.firstCode"))));
    }

    /// The recovery codes, which are shown this once.
    static Response codes(Visit visit, Site site, List<String> codes) {
        return PageRenderer.render(
                200, new Page.RecoveryCodes(site.frame(visit), codes, visit.to("")));
    }

    private String token(Visit visit, Proven who) {
        return FormToken.of(who.cookie(), NAME, terms, visit.authorizationRequest());
    }

    private Response page(Visit visit, Proven who, int status, Optional<Alert> alert) {
        TotpKey key = factors.offer(who.cookie());
        return PageRenderer.render(
                status,
                new Page.Enrolment(
                        site.frame(visit),
                        QrCode.of(uri(who.account(), key)),
                        grouped(key.text()),
                        new Page.Form(visit.to(NAME), token(visit, who)),
                        who.session(),
                        visit.to(""),
                        alert));
    }

    /// As authenticator apps read it: a convention of all of them, written down nowhere better than
    /// in Google Authenticator's wiki ("Key Uri Format").
    private String uri(Account account, TotpKey key) {
        String issuer = encoded(site.theme().name());
        return "otpauth://totp/"
                + issuer
                + ":"
                + encoded(account.username())
                + "?secret="
                + key.text()
                + "&issuer="
                + issuer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// In fours, for people to type.
    private static String grouped(String text) {
        return text.replaceAll("(.{4})(?=.)", "$1 ");
    }
}
