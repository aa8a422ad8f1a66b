package io.grantway.authserver;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.OAuth2Settings.PkceMode;
import io.grantway.catalog.ProtectedApi;
import io.grantway.http.TokenUse;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.Profile;
import io.grantway.oauth.Scopes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The terms on which tokens are given: everything that a request is judged by, whichever server it
/// came to.
///
/// @param grants switched on
/// @param profile of the server; its clients may have a stricter one
/// @param strict as RFC 6749 and RFC 9700 say wherever Kong's plugin does otherwise
/// @param transport how requests must have travelled
public record Terms(
        Place place,
        ScopeRule scopes,
        ResourceRule resources,
        DetailRule details,
        Lifetimes lifetimes,
        Set<GrantType> grants,
        PkceMode pkce,
        Profile profile,
        boolean strict,
        Transport transport) {
    public Terms {
        grants = Set.copyOf(grants);
    }

    /// Where the tokens are good.
    ///
    /// @param id of the API, or of the authorization server, that they are issued at
    /// @param name of that, to tell users
    /// @param global they are good on every API of the workspace that says so too
    /// @param issuer who vouches for them where they are signed or tell of the user; none for the
    ///   server of one API
    public record Place(
            String workspace, UUID id, String name, boolean global, Optional<Issuer> issuer) {
        /// The client of a name that this place knows.
        public Optional<Client> client(Catalog catalog, String clientId) {
            return issuer.isPresent()
                    ? catalog.client(workspace, name, clientId)
                    : catalog.client(workspace, clientId);
        }

        /// What happens to a token here.
        ///
        /// @param application whose client asks; empty where that is not known
        public TokenUse use(TokenUse.Event event, String application) {
            return new TokenUse(event, workspace, issuer.isPresent() ? name : "", application);
        }

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
                new Place(
                        api.workspace(),
                        api.id(),
                        api.name(),
                        settings.globalCredentials(),
                        Optional.empty()),
                new ScopeRule(
                        Scopes.of(settings.scopes()), settings.mandatoryScope(), settings.strict()),
                ResourceRule.NONE,
                DetailRule.IGNORED,
                new Lifetimes(
                        settings.tokenExpiration(),
                        settings.refreshTokenTtl(),
                        settings.reuseRefreshToken(),
                        Duration.ZERO),
                grants(settings),
                settings.pkce(),
                Profile.LEGACY,
                settings.strict(),
                settings.acceptHttpIfAlreadyTerminated() ? Transport.TLS_OR_PROXY : Transport.TLS);
    }

    /// A server of its own, as its profile wants it.
    ///
    /// @param id of the server
    public static Terms of(String workspace, UUID id, String name, Issuer issuer) {
        return of(workspace, id, name, issuer, List.of());
    }

    /// The same for a server whose tokens open some of our own APIs.
    public static Terms of(
            String workspace, UUID id, String name, Issuer issuer, List<ApiAudience> apis) {
        BuiltInConfig config = issuer.config();
        List<String> scopes = new ArrayList<>(List.of("openid", "profile"));
        config.scopes().forEach(scope -> scopes.add(scope.name()));
        return new Terms(
                new Place(workspace, id, name, false, Optional.of(issuer)),
                new ScopeRule(Scopes.of(scopes), false, true),
                resources(config, apis),
                DetailRule.of(config.authorizationDetails()),
                new Lifetimes(
                        config.accessTokens().lifetime().toSeconds(),
                        config.refreshTokens().lifetime().toSeconds(),
                        !config.rotatesRefreshTokens(),
                        config.rotatesRefreshTokens()
                                ? config.refreshTokens().grace()
                                : Duration.ZERO),
                config.grants().stream()
                        .map(BuiltInConfig.OfferedGrant::type)
                        .collect(Collectors.toSet()),
                ProfileRules.of(config.profile()).pkce(),
                config.profile(),
                true,
                config.issuer().getScheme().equals("http")
                        ? Transport.ANY
                        : Transport.TLS_OR_PROXY);
    }

    private static ResourceRule resources(BuiltInConfig config, List<ApiAudience> apis) {
        List<String> named = config.accessTokens().audience();
        List<String> standard = named.isEmpty() ? List.of(config.issuer().toString()) : named;
        Set<String> offered = new HashSet<>(standard);
        config.resources().forEach(each -> offered.add(each.name()));
        Map<String, Set<String>> byScope = new HashMap<>();
        for (ApiAudience api : apis) {
            offered.addAll(api.audience());
            if (named.isEmpty()) {
                api.scopes()
                        .forEach(scope ->
                                byScope.computeIfAbsent(scope, _ -> new HashSet<>())
                                        .addAll(api.audience()));
            }
        }
        return new ResourceRule(standard, offered, byScope);
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
