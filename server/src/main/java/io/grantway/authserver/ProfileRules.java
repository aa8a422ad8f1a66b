package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.catalog.OAuth2Settings.PkceMode;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.Profile;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// What each [Profile] asks for: all three in this file, a line for each rule. Of a server and its
/// client, the stricter counts.
///
/// @param pkce who must send a code challenge; one that is sent is by S256 in any case
/// @param refusedGrants that cannot be switched on, not even by name
/// @param codeOnly the response type is `code`, whatever else the server may have
/// @param pushedRequests authorization requests come by PAR only (RFC 9126)
/// @param namedRedirects a request names its redirect URI, and none of them is plain HTTP but on
///   the user's own machine
/// @param boundTokens tokens are bound to a key or a certificate of their client
/// @param clientMethods by which clients may prove themselves
/// @param issuerOnly an assertion of a client names the issuer, as a text, and nothing else as its
///   audience
/// @param algorithms by which anything may be signed, by clients or by this server
/// @param codeLife of an authorization code
/// @param rotation a refresh gives a new refresh token, where the configuration does not say
public record ProfileRules(
        PkceMode pkce,
        Set<GrantType> refusedGrants,
        boolean codeOnly,
        boolean pushedRequests,
        boolean namedRedirects,
        boolean boundTokens,
        Set<TokenEndpointAuthMethod> clientMethods,
        boolean issuerOnly,
        Set<SigningAlgorithm> algorithms,
        Duration codeLife,
        boolean rotation) {
    /// RFC 6749 as older clients know it: one that proves itself may come without PKCE.
    private static final ProfileRules LEGACY =
            new ProfileRules(
                    /* pkce= */ PkceMode.LAX,
                    /* refusedGrants= */ Set.of(),
                    /* codeOnly= */ false,
                    /* pushedRequests= */ false,
                    /* namedRedirects= */ false,
                    /* boundTokens= */ false,
                    /* clientMethods= */ EnumSet.allOf(TokenEndpointAuthMethod.class),
                    /* issuerOnly= */ false,
                    /* algorithms= */ EnumSet.allOf(SigningAlgorithm.class),
                    /* codeLife= */ Lifetimes.CODE,
                    /* rotation= */ true);

    /// OAuth 2.1: PKCE from everybody (§4.1.1). Its other rules hold under every profile: exact
    /// redirect URIs, no tokens in queries, and the grants that it leaves out by name only.
    private static final ProfileRules OAUTH21 =
            new ProfileRules(
                    /* pkce= */ PkceMode.STRICT,
                    /* refusedGrants= */ Set.of(),
                    /* codeOnly= */ false,
                    /* pushedRequests= */ false,
                    /* namedRedirects= */ false,
                    /* boundTokens= */ false,
                    /* clientMethods= */ EnumSet.allOf(TokenEndpointAuthMethod.class),
                    /* issuerOnly= */ false,
                    /* algorithms= */ EnumSet.allOf(SigningAlgorithm.class),
                    /* codeLife= */ Lifetimes.CODE,
                    /* rotation= */ true);

    /// FAPI 2.0 Security Profile §5.3.2 and §5.4. Its clients are confidential, so that a refresh
    /// token that stays the same costs nothing.
    private static final ProfileRules FAPI2 =
            new ProfileRules(
                    /* pkce= */ PkceMode.STRICT,
                    /* refusedGrants= */ Set.of(
                            GrantType.IMPLICIT, GrantType.HYBRID, GrantType.PASSWORD),
                    /* codeOnly= */ true,
                    /* pushedRequests= */ true,
                    /* namedRedirects= */ true,
                    /* boundTokens= */ true,
                    /* clientMethods= */ EnumSet.of(
                            TokenEndpointAuthMethod.PRIVATE_KEY_JWT,
                            TokenEndpointAuthMethod.TLS_CLIENT_AUTH,
                            TokenEndpointAuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH),
                    /* issuerOnly= */ true,
                    /* algorithms= */ EnumSet.of(
                            SigningAlgorithm.ES256, SigningAlgorithm.PS256, SigningAlgorithm.EDDSA),
                    /* codeLife= */ Duration.ofMinutes(1),
                    /* rotation= */ false);

    public ProfileRules {
        refusedGrants = Set.copyOf(refusedGrants);
        clientMethods = Set.copyOf(clientMethods);
        algorithms = Set.copyOf(algorithms);
    }

    public static ProfileRules of(Profile profile) {
        return switch (profile) {
            case LEGACY -> LEGACY;
            case OAUTH21 -> OAUTH21;
            case FAPI2 -> FAPI2;
        };
    }

    /// Those that hold between a server and a client.
    public static ProfileRules of(Terms terms, Client client) {
        return of(of(terms.profile(), client));
    }

    static Profile of(Profile server, Client client) {
        Profile own = client.metadata().profile();
        return own == null ? server : server.stricter(own);
    }

    /// What the terms say of PKCE, or the client's own profile where that says more.
    public static PkceMode pkce(Terms terms, Client client) {
        Profile own = client.metadata().profile();
        PkceMode wanted = own == null ? terms.pkce() : of(own).pkce();
        return wanted.compareTo(terms.pkce()) > 0 ? wanted : terms.pkce();
    }
}
