package io.grantway.authserver.login;

import io.grantway.authserver.ClientAnswer;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.http.Response;
import io.grantway.oauth.OAuthRefusal;
import java.util.Optional;
import java.util.stream.Stream;

/// The operator's look, and the pages that any step may end with.
final class Site {
    /// What asks browsers for passkeys: the only script there is.
    static final Asset SCRIPT = Asset.script();

    private final Theme theme;
    private final Optional<String> account;

    Site(Terms terms, Theme theme) {
        this.theme = theme;
        this.account =
                terms.place().issuer().map(issuer -> issuer.uri().getPath() + AccountPages.PATH);
    }

    Theme theme() {
        return theme;
    }

    Page.Frame frame(Visit visit) {
        return new Page.Frame(
                visit.text(),
                theme.name(),
                visit.base() + "/assets/",
                theme.stylesheet().name(),
                theme.icon().name(),
                theme.logo().map(Asset::name),
                visit.request().target().authority(),
                account);
    }

    Response asset(String name) {
        return Stream.concat(theme.assets().stream(), Stream.of(SCRIPT))
                .filter(asset -> asset.name().equals(name))
                .findFirst()
                .map(Asset::response)
                .orElseGet(() -> Response.empty(404));
    }

    Response failure(Visit visit, int status, String kind) {
        return failure(visit, status, kind, Optional.empty(), Optional.empty());
    }

    /// The application's own mistake, told to the user: whoever sent them here may be an impostor
    /// and is not redirected to.
    Response failure(Visit visit, OAuthRefusal refusal, Optional<String> back) {
        String kind =
                switch (refusal.refusal()) {
                    case CLIENT_UNKNOWN, CLIENT_WITHOUT_REDIRECT_URI -> "client";
                    case REDIRECT_URI_NOT_REGISTERED -> "redirect";
                    default -> "request";
                };
        String detail = refusal.refusal().code().wireName() + ": " + refusal.refusal().text();
        return failure(visit, 400, kind, Optional.of(detail), back);
    }

    /// Sends the browser back to the application with what it is told.
    Response answer(Visit visit, ClientAnswer answer) {
        if (!answer.posted().isEmpty()) {
            return PageRenderer.selfSending(
                    new Page.Return(frame(visit), answer.address(), answer.posted()));
        }
        return visit.isByOurPage()
                ? PageRenderer.onward(new Page.Onward(frame(visit), answer.address()))
                : PageRenderer.redirect(answer.address());
    }

    private Response failure(
            Visit visit, int status, String kind, Optional<String> detail, Optional<String> back) {
        return PageRenderer.render(
                status, new Page.Failure(frame(visit), kind, detail, visit.request().id(), back));
    }
}
