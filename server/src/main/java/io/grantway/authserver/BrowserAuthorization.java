package io.grantway.authserver;

import io.grantway.http.Parameters;
import io.grantway.oauth.OAuthRefusal;
import java.util.Optional;

/// The authorization endpoint as its pages need it: check what the browser brought, then approve or
/// deny.
public interface BrowserAuthorization {
    /// What the check of a browser's authorization request comes to.
    sealed interface Checked {
        /// Ask the user.
        record Good(AuthorizationRequest request) implements Checked {}

        /// Send the browser back to the client with the error in the query or fragment (RFC 6749
        /// §4.1.2.1).
        record TellClient(String location, OAuthRefusal refusal) implements Checked {}

        /// The client or its redirect URI is not known: tell the user, never redirect.
        record TellUser(OAuthRefusal refusal) implements Checked {}
    }

    Checked check(Terms terms, Parameters parameters);

    /// Issues the code or token.
    ///
    /// @param subject the user who consented
    /// @param authentication how they logged in; empty where somebody else saw it
    /// @return where to send the browser
    String approve(
            AuthorizationRequest request, String subject, Optional<Authentication> authentication);

    /// @return where to send the browser, with `access_denied`
    String deny(AuthorizationRequest request);
}
