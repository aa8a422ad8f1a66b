package io.grantway.authserver.login;

import io.grantway.authserver.AuthenticationLevel;
import io.grantway.authserver.Terms;
import io.grantway.authserver.login.Page.Ceremony;
import io.grantway.authserver.login.Passkeys.Known;
import io.grantway.http.Headers;
import io.grantway.http.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The step that logs a user in by a passkey alone, and the part of a page that asks for one.
final class PasskeyStep {
    static final String NAME = "passkey";

    private final Terms terms;
    private final Passkeys passkeys;
    private final Optional<RelyingParty> party;

    /// @param off where this server takes none
    PasskeyStep(Terms terms, Passkeys passkeys, boolean off) {
        this.terms = terms;
        this.passkeys = passkeys;
        this.party = off ? Optional.empty() : RelyingParty.of(terms);
    }

    /// What asks for a passkey; empty where this server takes none.
    ///
    /// @param cookie of the browser
    Optional<Ceremony> ask(Visit visit, String cookie) {
        return party.map(at ->
                new Ceremony(
                        new Page.Form(visit.to(NAME), token(visit, cookie)),
                        at.origin() + visit.base() + "/assets/" + Site.SCRIPT.name(),
                        at.id(),
                        passkeys.loginChallenge(cookie)));
    }

    /// Whether this server could ask the user for one.
    boolean known(Account account) {
        return party.isPresent() && !passkeys.of(account).isEmpty();
    }

    /// Whose passkey was sent; empty where anything is wrong with it.
    Optional<Known> submit(Visit visit) {
        Parameters form = visit.form();
        String sent = form.first("token").orElse("");
        Headers headers = visit.request().headers();
        // The one that the form was made for: before a login or within a session.
        Optional<String> cookie =
                Stream.of(BrowserCookie.LOGIN.in(headers), BrowserCookie.SESSION.in(headers))
                        .flatMap(Optional::stream)
                        .filter(each -> FormToken.same(token(visit, each), sent))
                        .findFirst();
        if (visit.fromAnotherSite() || cookie.isEmpty() || party.isEmpty()) {
            return Optional.empty();
        }
        return passkeys.verify(party.get(), terms.place().workspace(), cookie.get(), form);
    }

    /// What a passkey proves (RFC 8176): a key, that somebody was there, and that it was its user.
    static List<String> methods(Known known) {
        return List.of(known.synced() ? "swk" : "hwk", "user", AuthenticationLevel.MULTIPLE);
    }

    private String token(Visit visit, String cookie) {
        return FormToken.of(cookie, NAME, terms, visit.authorizationRequest());
    }
}
