package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.Scopes;
import java.util.List;

/// Which scopes a request may ask for (RFC 6749 §3.3).
///
/// @param offered those there are; where empty and not strict, what is asked for is ignored
/// @param mandatory a request must ask for one
/// @param strict refuse what is ignored otherwise
public record ScopeRule(Scopes offered, boolean mandatory, boolean strict) {
    /// The scopes that a request for a new grant gets.
    public Scopes requested(OAuthParameters parameters) {
        boolean judged = strict || !offered.isEmpty();
        if (judged && parameters.isOddlyTyped("scope")) {
            throw new OAuthRefusal(Refusal.SCOPE_MALFORMED)
                    .because("scope is a list, a number or sent more than once");
        }
        Scopes asked = parameters.text("scope").map(Scopes::parse).orElse(Scopes.NONE);
        if (asked.isEmpty() && mandatory) {
            throw new OAuthRefusal(Refusal.SCOPE_MISSING)
                    .because("no scope is asked for, and mandatoryScope is on");
        }
        if (!judged) {
            return Scopes.NONE;
        }
        refuseFirst(asked.missingFrom(offered));
        return asked;
    }

    /// The scopes of a renewed token (§6): those held, or the part of them that is asked for.
    public Scopes renewed(Scopes held, OAuthParameters parameters) {
        List<String> withdrawn = held.missingFrom(offered);
        if (!withdrawn.isEmpty()) {
            throw new OAuthRefusal(
                    Refusal.SCOPE_WITHDRAWN,
                    withdrawn.getFirst(),
                    "the token has the scope \""
                            + withdrawn.getFirst()
                            + "\", which is not in "
                            + offered.tokens());
        }
        Scopes asked = parameters.text("scope").map(Scopes::parse).orElse(Scopes.NONE);
        if (asked.isEmpty()) {
            return held;
        }
        List<String> widened = asked.missingFrom(held);
        if (widened.isEmpty()) {
            return asked;
        }
        if (strict) {
            throw new OAuthRefusal(
                    Refusal.SCOPE_WIDENED,
                    widened.getFirst(),
                    "the scope \"" + widened.getFirst() + "\" was not granted");
        }
        return held;
    }

    /// A client that is registered for some scopes gets no others.
    public static void requireAllowed(Client client, Scopes asked) {
        for (String scope : asked.tokens()) {
            if (!client.metadata().allowsScope(scope)) {
                throw new OAuthRefusal(
                        Refusal.SCOPE_NOT_ALLOWED,
                        scope,
                        "client " + client.clientId() + " is not registered for \"" + scope + "\"");
            }
        }
    }

    private void refuseFirst(List<String> unknown) {
        if (!unknown.isEmpty()) {
            throw new OAuthRefusal(
                    Refusal.SCOPE_UNKNOWN,
                    unknown.getFirst(),
                    "the scope \"" + unknown.getFirst() + "\" is not in " + offered.tokens());
        }
    }
}
