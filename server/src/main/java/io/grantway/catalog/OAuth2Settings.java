package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `oauth2` policy: this API's own small authorization server, wire-compatible with Kong's
/// plugin of that name, and the check of the tokens it gives. Shared by the policy, which checks,
/// and the endpoints, which issue.
public record OAuth2Settings(
        @Key(value = "Scopes that clients may ask for.", example = "[read, write]")
                List<String> scopes,
        @Key(value = "Every request must ask for a scope.", or = "false") boolean mandatoryScope,
        @Key(
                        "The key by which the trusted login front end proves itself, for the"
                            + " password grant and `POST …/oauth2/authorize`. Made at random, and"
                            + " so unusable, where absent.")
                @Nullable Secret provisionKey,
        @Key(
                        value =
                                "Life of an access token in seconds; 0: it never expires and has no"
                                        + " refresh token.",
                        or = "7200")
                long tokenExpiration,
        @Key(value = "Life of a refresh token in seconds; 0: for ever.", or = "1209600")
                long refreshTokenTtl,
        @Key(value = "Switch the authorization code grant on.", or = "false")
                boolean enableAuthorizationCode,
        @Key(value = "Switch the implicit grant on.", or = "false") boolean enableImplicitGrant,
        @Key(value = "Switch the client credentials grant on.", or = "false")
                boolean enableClientCredentials,
        @Key(value = "Switch the password grant on.", or = "false") boolean enablePasswordGrant,
        @Key(
                        value =
                                "Remove the token from header, query and form before the call goes"
                                        + " upstream.",
                        or = "false")
                boolean hideCredentials,
        @Key(
                        value =
                                "Accept plain HTTP from a trusted proxy that says"
                                        + " `X-Forwarded-Proto: https`.",
                        or = "false")
                boolean acceptHttpIfAlreadyTerminated,
        @Key(
                        "The consumer (name or id) that a call without a good token counts as,"
                                + " instead of being refused.")
                @Nullable String anonymous,
        @Key(
                        value = "Tokens are good on every API of the workspace that says so too.",
                        or = "false")
                boolean globalCredentials,
        @Key(
                        value =
                                "The header that carries the token, and the client's Basic"
                                        + " credentials.",
                        or = "authorization")
                String authHeaderName,
        @Key(
                        value =
                                "A refresh keeps the refresh token and renews the access token in"
                                        + " place.",
                        or = "false")
                boolean reuseRefreshToken,
        @Key(
                        value =
                                "Proof key for code exchange: `none`, `lax` (public clients must)"
                                    + " or `strict` (all must). Once used at authorize it is always"
                                    + " required at the token endpoint.",
                        or = "lax")
                PkceMode pkce,
        @Key("Named in `WWW-Authenticate`.") @Nullable String realm,
        @Key(
                        value =
                                "Do as RFC 6749 and RFC 9700 say wherever Kong's plugin does"
                                        + " otherwise.",
                        or = "false")
                boolean strict)
        implements PolicySettings {

    /// Who must use PKCE.
    public enum PkceMode {
        NONE,
        LAX,
        STRICT
    }
}
