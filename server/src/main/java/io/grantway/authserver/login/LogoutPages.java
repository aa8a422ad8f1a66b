package io.grantway.authserver.login;

import io.grantway.authserver.IdTokenHint;
import io.grantway.authserver.Terms;
import io.grantway.authserver.Theme;
import io.grantway.authserver.login.Page.Alert;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.http.Handler;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenClaims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where an application sends its user to log out (OpenID Connect RP-Initiated Logout 1.0). The
/// user is asked, unless an ID token of just this session proves that an application of theirs is
/// behind it: else any link could log them out.
public final class LogoutPages implements Handler {
    /// What the pages' path is below an issuer.
    public static final String PATH = "/end_session";

    private static final String CONFIRM = "confirm";
    private static final String RETURN = "post_logout_redirect_uri";
    private static final String HINT = "id_token_hint";

    private final Terms terms;
    private final Supplier<Catalog> catalog;
    private final Sessions sessions;
    private final Site site;
    private final PageGuard guard;

    public LogoutPages(Terms terms, Supplier<Catalog> catalog, Sessions sessions, Theme theme) {
        this.terms = terms;
        this.catalog = catalog;
        this.sessions = sessions;
        this.site = new Site(terms, theme);
        this.guard = new PageGuard(terms, site, PATH);
    }

    /// A logout that was asked for, checked.
    ///
    /// @param next where the browser goes afterwards
    /// @param session that an application knows its user to be in
    private record Asked(Optional<String> next, Optional<String> session) {}

    /// Why a logout cannot be done: a kind of failure page.
    private static final class Refused extends RuntimeException {
        private final String kind;

        Refused(String kind) {
            super(kind, null, false, false);
            this.kind = kind;
        }
    }

    @Override
    public Response handle(Request request) {
        return guard.handle(
                request,
                visit -> {
                    try {
                        return visit.posted() ? submit(visit) : show(visit);
                    } catch (Refused e) {
                        return site.failure(visit, 400, e.kind);
                    }
                });
    }

    private Response show(Visit visit) {
        return switch (visit.step()) {
            case "" -> ask(inLanguage(visit), asked(visit));
            case CONFIRM -> PageRenderer.redirect(visit.to(""));
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private Response submit(Visit visit) {
        return switch (visit.step()) {
            // An application's form comes from another site, and so without our cookie; the
            // redirect that follows brings it.
            case "" -> PageRenderer.redirect(visit.asking(visit.form()).to(""));
            case CONFIRM -> confirmed(inLanguage(visit), asked(visit));
            default -> throw Problem.notFound("there is no page of this name");
        };
    }

    private static Visit inLanguage(Visit visit) {
        String locales = visit.authorizationRequest().first("ui_locales").orElse("");
        return visit.inOneOf(List.of(locales.split(" ", -1)));
    }

    private Response ask(Visit visit, Asked asked) {
        Optional<Visitor> visitor = visitor(visit);
        if (visitor.isEmpty()) {
            return after(visit, asked);
        }
        boolean known =
                asked.session().isPresent()
                        && asked.session().equals(visitor.get().authentication().session());
        return known ? end(visit, asked) : page(visit, visitor.get(), 200, Optional.empty(), asked);
    }

    private Response confirmed(Visit visit, Asked asked) {
        Optional<Visitor> visitor = visitor(visit);
        if (visitor.isEmpty()) {
            return after(visit, asked);
        }
        String sent = visit.form().first("token").orElse("");
        if (visit.fromAnotherSite() || !FormToken.same(token(visit, visitor.get()), sent)) {
            return page(visit, visitor.get(), 403, Optional.of(new Alert("alert.form")), asked);
        }
        return end(visit, asked);
    }

    private Response end(Visit visit, Asked asked) {
        sessions.close(visit.request().headers());
        return BrowserCookie.SESSION.clear(after(visit, asked));
    }

    private Response after(Visit visit, Asked asked) {
        return asked.next()
                .map(PageRenderer::redirect)
                .orElseGet(() -> PageRenderer.render(200, new Page.LoggedOut(site.frame(visit))));
    }

    private Response page(
            Visit visit, Visitor visitor, int status, Optional<Alert> alert, Asked asked) {
        Page page =
                new Page.Logout(
                        site.frame(visit),
                        visitor.account().shownName(),
                        new Page.Form(visit.to(CONFIRM), token(visit, visitor)),
                        alert);
        return asked.next()
                .map(next -> PageRenderer.render(status, page, FormTargets.leadingTo(next)))
                .orElseGet(() -> PageRenderer.render(status, page));
    }

    private String token(Visit visit, Visitor visitor) {
        return FormToken.of(visitor.cookie(), CONFIRM, terms, visit.authorizationRequest());
    }

    private Optional<Visitor> visitor(Visit visit) {
        return sessions.visitor(visit.request().headers(), terms.place().workspace());
    }

    private Asked asked(Visit visit) {
        Parameters parameters = visit.authorizationRequest();
        for (String name : parameters.names()) {
            if (parameters.all(name).size() > 1) {
                throw new Refused("request");
            }
        }
        Optional<ObjectNode> hint = parameters.first(HINT).map(this::read);
        Optional<Client> client = client(parameters, hint);
        Optional<String> next = parameters.first(RETURN);
        if (next.isPresent()) {
            requireRegistered(client, next.get());
        }
        return new Asked(
                next.map(uri -> uri + state(parameters, uri)),
                hint.map(it -> it.path(TokenClaims.SESSION).asString("")));
    }

    private static String state(Parameters parameters, String uri) {
        return parameters
                .first("state")
                .map(state -> Parameters.of(Map.of("state", state)).encoded())
                .map(query -> (uri.contains("?") ? "&" : "?") + query)
                .orElse("");
    }

    private ObjectNode read(String idToken) {
        return terms.place()
                .issuer()
                .flatMap(issuer -> IdTokenHint.read(idToken, issuer))
                .orElseThrow(() -> new Refused("request"));
    }

    /// The client that is named, or that the ID token is for.
    private Optional<Client> client(Parameters parameters, Optional<ObjectNode> hint) {
        Optional<String> named = parameters.first("client_id");
        Optional<String> hinted =
                hint.map(it -> it.path("aud")).filter(JsonNode::isString).map(JsonNode::asString);
        if (named.isPresent() && hint.isPresent() && !named.equals(hinted)) {
            throw new Refused("request");
        }
        return named.or(() -> hinted)
                .map(id ->
                        catalog.get()
                                .client(terms.place().workspace(), id)
                                .orElseThrow(() -> new Refused("client")));
    }

    /// Compared as text: any leniency sends users to strangers who look like the application.
    private static void requireRegistered(Optional<Client> client, String uri) {
        boolean registered =
                client.map(it -> it.metadata().postLogoutRedirectUris().contains(uri))
                        .orElse(false);
        if (!registered) {
            throw new Refused("redirect");
        }
    }
}
