package io.grantway.authserver;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.oauth.Confirmation;
import io.grantway.oauth.TokenClaims;
import java.util.List;
import java.util.Optional;

/// An authorization request that has not been checked yet: nothing in it may be trusted.
///
/// @param client that it claims to come from, if there is one of that id
public record AuthorizationCandidate(
        Terms terms, OAuthParameters parameters, Optional<Client> client) {

    static AuthorizationCandidate of(Terms terms, OAuthParameters parameters, Catalog catalog) {
        Optional<Client> client =
                parameters.text("client_id").flatMap(id -> terms.place().client(catalog, id));
        return new AuthorizationCandidate(terms, parameters, client);
    }

    /// Whether it came to a server with an issuer of its own, whose requests may say more than
    /// those of RFC 6749.
    public boolean isToIssuer() {
        return terms.place().issuer().isPresent();
    }

    /// As the request has it.
    public String responseTypeText() {
        return parameters.text("response_type").orElse("");
    }

    /// Where it is known and switched on.
    public Optional<ResponseType> responseType() {
        return ResponseType.of(responseTypeText()).filter(type -> type.isOffered(terms));
    }

    public boolean asksForCode() {
        return ResponseType.of(responseTypeText()).filter(ResponseType::givesCode).isPresent();
    }

    /// How answers reach the client where the request does not say, or cannot be believed.
    private ResponseMode usualMode() {
        return ResponseType.of(responseTypeText())
                .filter(type -> isToIssuer() || type == ResponseType.TOKEN)
                .map(ResponseType::usualMode)
                .orElse(ResponseMode.QUERY);
    }

    /// The response mode that the request names, where there is one and it suits the response type:
    /// what stands in a query ends up in logs, and tokens must not (Multiple Response Types §2.1).
    private Optional<ResponseMode> namedMode() {
        ResponseMode usual = usualMode();
        return parameters
                .text("response_mode")
                .flatMap(name -> ResponseMode.of(name, usual))
                .filter(mode ->
                        mode.carrier() != ResponseMode.QUERY || usual == ResponseMode.QUERY);
    }

    /// Whether the request names no response mode, or one that suits it.
    public boolean responseModeSuits() {
        return !isToIssuer()
                || namedMode().isPresent()
                || parameters.text("response_mode").isEmpty();
    }

    /// How the answer reaches the client, whatever it says.
    ResponseMode mode() {
        return isToIssuer() ? namedMode().orElseGet(this::usualMode) : usualMode();
    }

    /// The addresses that the client has registered.
    public List<String> registered() {
        return client.map(Client::redirectUris).orElse(List.of());
    }

    private Optional<String> admittedRedirectUri() {
        return parameters.text("redirect_uri").filter(this::admits);
    }

    private boolean admits(String asked) {
        return registered().stream()
                .anyMatch(uri -> new RedirectUri(uri).admits(asked, terms.strict()));
    }

    /// Whether the redirect URI asked for, if any, is a registered one.
    public boolean redirectUriRegistered() {
        return parameters
                .text("redirect_uri")
                .map(this::admits)
                .orElse(!parameters.isOddlyTyped("redirect_uri"));
    }

    /// Where to send the browser: the redirect URI asked for, where it is registered, else the
    /// first one registered.
    public Optional<String> redirectUri() {
        Optional<String> asked = admittedRedirectUri();
        return asked.isPresent() ? asked : registered().stream().findFirst();
    }

    public Optional<String> state() {
        return parameters.text("state");
    }

    /// The levels of authentication that users can reach.
    public List<String> levels() {
        return terms.place()
                .issuer()
                .map(issuer -> issuer.config().login().secondFactor().levels())
                .orElse(List.of());
    }

    /// How the user is to be asked.
    ///
    /// @throws io.grantway.oauth.OAuthRefusal where the request's words make no sense
    public UserPrompt prompt() {
        return terms.place()
                .issuer()
                .map(issuer -> UserPrompt.of(parameters, issuer, client))
                .orElse(UserPrompt.USUAL);
    }

    private TokenClaims claims() {
        TokenClaims claims =
                TokenClaims.NONE.withAudience(terms.resources().requested(parameters)).with(key());
        claims = terms.details().requested(parameters, client.orElseThrow()).in(claims);
        return isToIssuer()
                ? claims.withInIdToken(RequestedClaims.of(parameters).inIdToken())
                : claims;
    }

    /// The key that the code is to be bound to (RFC 9449 §10). A server of one API, as Kong knows
    /// it, has no proofs of keys.
    public Optional<Confirmation> key() {
        return parameters
                .text("dpop_jkt")
                .filter(_ -> terms.place().issuer().isPresent())
                .map(Confirmation.ByDpop::new);
    }

    /// The request as it may be trusted once every rule has passed it.
    AuthorizationRequest approved() {
        return new AuthorizationRequest(
                terms,
                client.orElseThrow(),
                responseType().orElseThrow(),
                mode(),
                redirectUri().orElseThrow(),
                terms.scopes().requested(parameters),
                state(),
                asksForCode() ? CodeChallenge.of(parameters) : Optional.empty(),
                parameters.text("nonce"),
                claims(),
                prompt());
    }
}
