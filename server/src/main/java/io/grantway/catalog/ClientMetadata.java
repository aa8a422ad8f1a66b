package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.GrantType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client may do at its authorization server (RFC 7591 §2). An empty list leaves it to what
/// the server allows; a client can be stricter than its server, never weaker.
public record ClientMetadata(
        @Key(
                        value = "The grants it may use; all that the server allows, where empty.",
                        example = "[authorization_code, refresh_token]")
                List<String> grantTypes,
        @Key(
                        value =
                                "The response types it may ask for; all that the server allows,"
                                        + " where empty.",
                        example = "[code]")
                List<String> responseTypes,
        @Key(
                        value =
                                "The scopes it may ask for; all that the server offers, where"
                                        + " empty.",
                        example = "[orders.read]")
                List<String> scopes,
        @Key(
                        value =
                                "Authorization requests must be pushed before the browser is sent"
                                        + " (RFC 9126).",
                        or = "false")
                boolean requirePushedRequests,
        @Key(
                        value =
                                "Authorization requests must be signed with one of the client's"
                                        + " keys (RFC 9101).",
                        or = "false")
                boolean requireSignedRequestObject,
        @Key(
                        value =
                                "The only algorithm by which the client signs its requests; any,"
                                        + " where there is none.",
                        example = "ES256")
                @Nullable SigningAlgorithm requestObjectAlgorithm,
        @Key(
                        value =
                                "It gets tokens only with a proof of DPoP, and they are bound to"
                                        + " the key of that (RFC 9449).",
                        or = "false")
                boolean dpopBoundAccessTokens,
        @Key(
                        value =
                                "It gets tokens only over a connection with its certificate, and"
                                        + " they are bound to that (RFC 8705).",
                        or = "false")
                boolean certificateBoundAccessTokens) {
    public static final ClientMetadata NONE =
            new ClientMetadata(List.of(), List.of(), List.of(), false, false, null, false, false);

    public ClientMetadata {
        grantTypes = List.copyOf(grantTypes);
        responseTypes = List.copyOf(responseTypes);
        scopes = List.copyOf(scopes);
    }

    /// Whether the client may use a grant of its server.
    public boolean allows(GrantType grant) {
        return grantTypes.isEmpty() || grantTypes.contains(grant.wireName());
    }

    /// Whether the client may ask for a scope of its server.
    public boolean allowsScope(String scope) {
        return scopes.isEmpty() || scopes.contains(scope);
    }
}
