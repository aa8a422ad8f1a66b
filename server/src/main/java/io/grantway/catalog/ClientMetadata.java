package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.Profile;
import io.grantway.oauth.TokenFormat;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client may do at its authorization server (RFC 7591 §2). An empty list leaves it to what
/// the server allows; a client can be stricter than its server, never weaker.
public record ClientMetadata(
        @Key(
                        value =
                                "How strict the client wants its servers to be with it, where that"
                                        + " is stricter than they are: `oauth21` or `fapi2`.",
                        example = "fapi2")
                @Nullable Profile profile,
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
                                "The types of authorization details it may ask for (RFC 9396);"
                                        + " all that the server has, where empty, but by itself"
                                        + " (`client_credentials`) only those named here.",
                        example = "[payment_initiation]")
                List<String> authorizationDetailsTypes,
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
                                "How long ago its users may have logged in, where a request does"
                                        + " not say (`max_age`).",
                        example = "1h")
                @Nullable Duration defaultMaxAge,
        @Key(
                        value =
                                "The levels of authentication that it would like, where a request"
                                        + " does not say (`acr_values`).",
                        example = "['2']")
                List<String> defaultAcrValues,
        @Key(
                        value =
                                "Where the browser may go after its user has logged out (OpenID"
                                        + " Connect RP-Initiated Logout).",
                        example = "['https://crm.example/goodbye']")
                List<String> postLogoutRedirectUris,
        @Key(
                        value =
                                "Where the client wants to hear that a user has logged out (OpenID"
                                        + " Connect Back-Channel Logout).",
                        example = "https://crm.example/backchannel-logout")
                @Nullable URI backchannelLogoutUri,
        @Key(
                        value =
                                "The client needs the session's id (`sid`) there. It is always"
                                        + " told.",
                        or = "false")
                boolean backchannelLogoutSessionRequired,
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
                boolean certificateBoundAccessTokens,
        @Key(
                        "What its access tokens are, where not as the server says: `jwt` or"
                                + " `opaque`. An API whose tokens must be opaque has them so.")
                @Nullable TokenFormat accessTokenFormat,
        @Key(
                        value =
                                "How long its access tokens can be used, where not as long as the"
                                        + " server says; never longer.",
                        example = "5m")
                @Nullable Duration accessTokenLifetime,
        @Key(
                        value =
                                "How long its refresh tokens can be used, where not as long as the"
                                        + " server says; never longer.",
                        example = "12h")
                @Nullable Duration refreshTokenLifetime) {
    public static final ClientMetadata NONE =
            new ClientMetadata(
                    null, List.of(), List.of(), List.of(), List.of(), false, false, null, null,
                    List.of(), List.of(), null, false, false, false, null, null, null);

    public ClientMetadata {
        grantTypes = List.copyOf(grantTypes);
        responseTypes = List.copyOf(responseTypes);
        scopes = List.copyOf(scopes);
        authorizationDetailsTypes = List.copyOf(authorizationDetailsTypes);
        defaultAcrValues = List.copyOf(defaultAcrValues);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        if (defaultMaxAge != null && defaultMaxAge.isNegative()) {
            throw new IllegalArgumentException("defaultMaxAge must be 0s or more");
        }
        positive("accessTokenLifetime", accessTokenLifetime);
        positive("refreshTokenLifetime", refreshTokenLifetime);
    }

    /// The same with other grants.
    ClientMetadata withGrantTypes(List<String> grants) {
        return new ClientMetadata(
                profile,
                grants,
                responseTypes,
                scopes,
                authorizationDetailsTypes,
                requirePushedRequests,
                requireSignedRequestObject,
                requestObjectAlgorithm,
                defaultMaxAge,
                defaultAcrValues,
                postLogoutRedirectUris,
                backchannelLogoutUri,
                backchannelLogoutSessionRequired,
                dpopBoundAccessTokens,
                certificateBoundAccessTokens,
                accessTokenFormat,
                accessTokenLifetime,
                refreshTokenLifetime);
    }

    /// Where the client wants to hear of a logout.
    public Optional<URI> toBeToldAt() {
        return Optional.ofNullable(backchannelLogoutUri);
    }

    private static void positive(String name, @Nullable Duration lifetime) {
        if (lifetime != null && (lifetime.isNegative() || lifetime.toSeconds() == 0)) {
            throw new IllegalArgumentException(name + " must be a second or more");
        }
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
