package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.oauth.Confirmation;
import java.util.Optional;

/// A token request whose client is authenticated (RFC 6749 §4.1.3, §4.3.2, §4.4.2, §6).
///
/// @param confirmation the key that the sender proved to hold, to which the token is bound
/// @param sender of the call
public record TokenRequest(
        Terms terms,
        Client client,
        OAuthParameters parameters,
        Optional<Confirmation> confirmation,
        Sender sender) {}
