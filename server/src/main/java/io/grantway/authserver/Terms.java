package io.grantway.authserver;

import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.OAuth2Settings.PkceMode;
import io.grantway.catalog.ProtectedApi;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.Scopes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The terms on which tokens are given: everything that a request is judged by, whichever server it
/// came to.
///
/// @param grants switched on
/// @param strict as RFC 6749 and RFC 9700 say wherever Kong's plugin does otherwise
/// @param tlsTerminated a trusted proxy's word that a request came to it under TLS counts
public record Terms(
        Place place,
        ScopeRule scopes,
        Lifetimes lifetimes,
        Set<GrantType> grants,
        PkceMode pkce,
        boolean strict,
        boolean tlsTerminated) {
    public Terms {
        grants = Set.copyOf(grants);
    }

    /// Where the tokens are good.
    ///
    /// @param id of the API, or of the authorization server, that they are issued at
    /// @param name of that, to tell users
    /// @param global they are good on every API of the workspace that says so too
    public record Place(String workspace, UUID id, String name, boolean global) {
        /// What the tokens issued here carry as their audience.
        public Optional<UUID> audience() {
            return global ? Optional.empty() : Optional.of(id);
        }

        /// Whether a token of a workspace and audience may be used and renewed here.
        public boolean accepts(String tokenWorkspace, Optional<UUID> audience) {
            return workspace.equals(tokenWorkspace) && audience.map(id::equals).orElse(global);
        }
    }

    public static Terms of(ProtectedApi api) {
        OAuth2Settings settings = api.settings();
        return new Terms(
                new Place(api.workspace(), api.id(), api.name(), settings.globalCredentials()),
                new ScopeRule(
                        Scopes.of(settings.scopes()), settings.mandatoryScope(), settings.strict()),
                new Lifetimes(
                        settings.tokenExpiration(),
                        settings.refreshTokenTtl(),
                        settings.reuseRefreshToken()),
                grants(settings),
                settings.pkce(),
                settings.strict(),
                settings.acceptHttpIfAlreadyTerminated());
    }

    private static Set<GrantType> grants(OAuth2Settings settings) {
        Set<GrantType> grants = new HashSet<>();
        grants.add(GrantType.REFRESH_TOKEN);
        if (settings.enableAuthorizationCode()) {
            grants.add(GrantType.AUTHORIZATION_CODE);
        }
        if (settings.enableImplicitGrant()) {
            grants.add(GrantType.IMPLICIT);
        }
        if (settings.enableClientCredentials()) {
            grants.add(GrantType.CLIENT_CREDENTIALS);
        }
        if (settings.enablePasswordGrant()) {
            grants.add(GrantType.PASSWORD);
        }
        return grants;
    }
}
