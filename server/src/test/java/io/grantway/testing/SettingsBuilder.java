package io.grantway.testing;

import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.OAuth2Settings.PkceMode;
import io.grantway.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Settings of the `oauth2` policy for tests: everything switched on, all else as by default.
public final class SettingsBuilder {
    public List<String> scopes = List.of("read", "write");
    public boolean mandatoryScope;
    public @Nullable String provisionKey = "provisionkey";
    public long tokenExpiration = 7200;
    public long refreshTokenTtl = 1_209_600;
    public boolean authorizationCode = true;
    public boolean implicit = true;
    public boolean clientCredentials = true;
    public boolean password = true;
    public boolean hideCredentials;
    public boolean acceptHttpIfAlreadyTerminated;
    public @Nullable String anonymous;
    public boolean globalCredentials;
    public String authHeaderName = "authorization";
    public boolean reuseRefreshToken;
    public PkceMode pkce = PkceMode.LAX;
    public @Nullable String realm;
    public boolean strict;

    public OAuth2Settings build() {
        return new OAuth2Settings(
                scopes,
                mandatoryScope,
                provisionKey == null ? null : Secret.of(provisionKey),
                tokenExpiration,
                refreshTokenTtl,
                authorizationCode,
                implicit,
                clientCredentials,
                password,
                hideCredentials,
                acceptHttpIfAlreadyTerminated,
                anonymous,
                globalCredentials,
                authHeaderName,
                reuseRefreshToken,
                pkce,
                realm,
                strict);
    }
}
