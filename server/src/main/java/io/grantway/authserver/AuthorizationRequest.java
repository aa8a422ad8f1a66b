package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import java.util.Optional;

/// A checked authorization request (RFC 6749 §4.1.1, §4.2.1): everything in it may be trusted.
///
/// @param responseMode how the answer travels
/// @param redirectUri one that the client has registered; the first where the request named none
/// @param nonce to be told in the ID token (OpenID Connect Core §3.1.2.1)
/// @param claims what tokens are to say beside who may do what
/// @param prompt how the user is to be asked
/// @param challenge the S256 code challenge, base64url without padding
public record AuthorizationRequest(
        Terms terms,
        Client client,
        ResponseType responseType,
        ResponseMode responseMode,
        String redirectUri,
        Scopes scopes,
        Optional<String> state,
        Optional<String> challenge,
        Optional<String> nonce,
        TokenClaims claims,
        UserPrompt prompt) {}
