package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.oauth.Scopes;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// What users have allowed clients, so that they are asked again for new scopes only, and can take
/// it back.
public final class Consents {
    private final ConsentStore store;
    private final UserTokens tokens;
    private final InstantSource clock;

    public Consents(ConsentStore store, UserTokens tokens, InstantSource clock) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// Whether the user need not be asked: they allowed this client all of it before.
    ///
    /// A public client that anybody on the user's machine could pass for is asked about each time:
    /// else a program of an attacker's gets tokens without the user seeing anything (RFC 9700
    /// §4.1.2, RFC 8252 §8.6). So it must have proved itself, or sit behind an `https` address that
    /// it alone receives.
    public boolean covers(AuthorizationRequest request, String username) {
        // What is asked for in full is asked each time: a payment that was allowed once is no
        // other.
        return isProven(request)
                && AuthorizationDetails.of(request.claims()).isEmpty()
                && find(request.terms(), request.client(), username)
                        .filter(held -> held.scopes().containsAll(request.scopes()))
                        .isPresent();
    }

    private static boolean isProven(AuthorizationRequest request) {
        return !request.client().isPublic() || request.redirectUri().startsWith("https://");
    }

    /// Only servers of our own remember: the others are part of an API, whose front end may ask in
    /// its own way.
    private Optional<Consent> find(Terms terms, Client client, String username) {
        Terms.Place place = terms.place();
        return place.issuer().isEmpty()
                ? Optional.empty()
                : store.find(place.id(), place.workspace(), username, client.id());
    }

    /// The user has allowed it, beside what they allowed before.
    public void remember(Terms terms, Client client, String username, Scopes allowed) {
        Terms.Place place = terms.place();
        if (place.issuer().isEmpty()) {
            return;
        }
        Optional<Consent> before = find(terms, client, username);
        SequencedSet<String> scopes = new LinkedHashSet<>();
        before.ifPresent(held -> scopes.addAll(held.scopes().tokens()));
        scopes.addAll(allowed.tokens());
        Consent after =
                new Consent(
                        place.id(),
                        place.workspace(),
                        username,
                        client.id(),
                        Scopes.of(scopes),
                        before.map(Consent::since)
                                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        if (!before.equals(Optional.of(after))) {
            store.save(after);
        }
    }

    /// Those of a user, the oldest first.
    public List<Consent> of(String workspace, String username) {
        return store.list(workspace, username);
    }

    /// Takes a consent back, and with it every token that the client has from the user.
    public void withdraw(Consent consent) {
        // First, or the client could get new tokens between the two.
        store.delete(consent);
        tokens.end(
                consent.workspace(),
                consent.username(),
                token ->
                        token.client().equals(consent.client())
                                && token.audience().equals(Optional.of(consent.server())));
    }
}
