package io.grantway.authserver;

import io.grantway.http.Parameters;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;

/// The authorization endpoint as its pages need it: check what the browser brought, then approve or
/// deny.
public interface BrowserAuthorization {
    /// What the check of a browser's authorization request comes to.
    sealed interface Checked {
        /// Ask the user.
        record Good(AuthorizationRequest request) implements Checked {}

        /// Send the browser back to the client with the error (RFC 6749 §4.1.2.1).
        record TellClient(ClientAnswer answer, OAuthRefusal refusal) implements Checked {}

        /// The client or its redirect URI is not known: tell the user, never redirect.
        record TellUser(OAuthRefusal refusal) implements Checked {}
    }

    Checked check(Terms terms, Parameters parameters);

    /// Issues what was asked for.
    ///
    /// @param subject the user who consented
    /// @param authentication how they logged in; empty where somebody else saw it
    ClientAnswer approve(
            AuthorizationRequest request, String subject, Optional<Authentication> authentication);

    /// Says `access_denied`.
    default ClientAnswer deny(AuthorizationRequest request) {
        return refuse(request, Refusal.USER_DENIED);
    }

    /// Says what stands in the way.
    ClientAnswer refuse(AuthorizationRequest request, Refusal refusal);
}
