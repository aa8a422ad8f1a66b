package io.grantway.authserver;

import io.grantway.config.Key;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.Profile;
import io.grantway.oauth.TokenFormat;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An authorization server of our own: OAuth 2.1 and OpenID Connect (RFC 6749, 8414, 9068, 9700).
public record BuiltInConfig(
        @Key(
                        value =
                                "The issuer identifier, below which every endpoint lies. Plain HTTP"
                                        + " only on a loopback address.",
                        example = "https://localhost:8443/auth")
                URI issuer,
        @Key(
                        value =
                                "How strict it is: `legacy` (a client with a secret may come"
                                    + " without PKCE), `oauth21` or `fapi2` (FAPI 2.0 Security"
                                    + " Profile: pushed requests, bound tokens, clients that prove"
                                    + " themselves by a key). A client may be stricter, never"
                                    + " weaker.",
                        or = "oauth21")
                Profile profile,
        @Key("Scopes that clients may ask for, beside `openid` and `profile`.")
                List<ScopeConfig> scopes,
        @Key(
                        value =
                                "The APIs that clients may ask tokens for by name (RFC 8707),"
                                        + " beside those of `accessTokens.audience`.",
                        example = "[https://api.example.com/orders]")
                List<ResourceConfig> resources,
        @Key("What clients may ask for in full, type by type (RFC 9396).")
                List<DetailTypeConfig> authorizationDetails,
        @Key(
                        value =
                                "Grants switched on: `authorization_code`, `refresh_token`,"
                                    + " `client_credentials`, `device_code`, `token_exchange`,"
                                    + " `jwt_bearer`; by name only, for clients that cannot change:"
                                    + " `implicit` (tokens in the address) and `hybrid` (a code and"
                                    + " tokens at once) and `password` (the client takes the user's"
                                    + " password; never for users with a second factor).",
                        or = "[authorization_code, refresh_token, client_credentials]")
                List<OfferedGrant> grants,
        @Key("Whose signed tokens `token_exchange` and `jwt_bearer` take, beside our own.")
                List<TrustedIssuerConfig> trustedIssuers,
        @Key(value = "What clients call APIs with.", or = "{}") AccessTokensConfig accessTokens,
        @Key(value = "What clients renew access tokens with.", or = "{}")
                RefreshTokensConfig refreshTokens,
        @Key(value = "How clients prove themselves at the token endpoint.", or = "{}")
                TokenEndpointConfig tokenEndpoint,
        @Key(value = "Clients that register themselves (RFC 7591).", or = "{}")
                RegistrationConfig registration,
        @Key(value = "The keys that tokens are signed with.", or = "{}") SigningConfig signing,
        @Key(value = "How users prove who they are.", or = "{}") LoginConfig login,
        @Key(value = "How devices wait for their users (RFC 8628).", or = "{}") DeviceConfig device,
        @Key(
                        value =
                                "Proofs of DPoP (RFC 9449), which bind tokens to a key of their"
                                        + " client.",
                        or = "{}")
                DpopConfig dpop) {
    static final Duration LONGEST_GRACE = Duration.ofMinutes(1);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public BuiltInConfig {
        String host = issuer.getHost();
        if (host == null || issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "issuer must be an absolute URL without query and fragment, such as"
                            + " https://login.example.com");
        }
        boolean plain = "http".equals(issuer.getScheme());
        if (!"https".equals(issuer.getScheme()) && !(plain && LOOPBACK.contains(host))) {
            throw new IllegalArgumentException(
                    "issuer must begin with https:// (http:// only for localhost)");
        }
        if (grants.contains(OfferedGrant.HYBRID)
                && !grants.contains(OfferedGrant.AUTHORIZATION_CODE)) {
            throw new IllegalArgumentException(
                    "grants: hybrid needs authorization_code, whose codes it gives");
        }
        if (issuer.getRawPath().endsWith("/")) {
            throw new IllegalArgumentException("issuer must not end with a slash");
        }
    }

    /// Of ID tokens, and of what else this server signs for its clients.
    public SigningAlgorithm idTokenAlgorithm() {
        SigningAlgorithm said = signing.idTokens();
        if (said != null) {
            return said;
        }
        boolean usual = ProfileRules.of(profile).algorithms().contains(SigningAlgorithm.RS256);
        return usual ? SigningAlgorithm.RS256 : SigningAlgorithm.PS256;
    }

    boolean rotatesRefreshTokens() {
        Boolean said = refreshTokens.rotate();
        return said == null ? ProfileRules.of(profile).rotation() : said;
    }

    /// A grant that can be switched on.
    public enum OfferedGrant {
        AUTHORIZATION_CODE("authorization_code"),
        REFRESH_TOKEN("refresh_token"),
        CLIENT_CREDENTIALS("client_credentials"),
        DEVICE_CODE("device_code", GrantType.DEVICE_CODE.wireName()),
        TOKEN_EXCHANGE("token_exchange", GrantType.TOKEN_EXCHANGE.wireName()),
        JWT_BEARER("jwt_bearer", GrantType.JWT_BEARER.wireName()),
        IMPLICIT("implicit"),
        HYBRID("hybrid"),
        PASSWORD("password");

        private final String name;
        private final String wireName;

        OfferedGrant(String name) {
            this(name, name);
        }

        OfferedGrant(String name, String wireName) {
            this.name = name;
            this.wireName = wireName;
        }

        public GrantType type() {
            return new GrantType(wireName);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// What access tokens are.
    public record AccessTokensConfig(
            @Key(
                            value =
                                    "`jwt` (RFC 9068: APIs check it by themselves) or `opaque` (a"
                                            + " name for what this server keeps).",
                            or = "jwt")
                    TokenFormat format,
            @Key(value = "How long one can be used.", or = "1h") Duration lifetime,
            @Key(
                            value =
                                    "The APIs that it is for, where a request names none: `aud` of"
                                            + " a JWT. The issuer itself where empty.",
                            example = "[orders-api]")
                    List<String> audience) {
        public AccessTokensConfig {
            positive(lifetime);
        }
    }

    /// What refresh tokens are.
    public record RefreshTokensConfig(
            @Key(value = "How long one can be used.", or = "30d") Duration lifetime,
            @Key(
                            "Each use gives a new one, and a used one that comes again ends the"
                                    + " whole authorization (RFC 9700 §4.14). Where absent: true,"
                                    + " but false for the profile `fapi2`.")
                    @Nullable Boolean rotate,
            @Key(
                            value =
                                    "For how long a client that sends a used one again gets the"
                                        + " same new one again: two tabs at once, or an answer that"
                                        + " got lost. `0s`: not at all; at most a minute.",
                            or = "10s")
                    Duration grace) {
        public RefreshTokensConfig {
            positive(lifetime);
            if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
                throw new IllegalArgumentException("grace must be between 0s and 60s");
            }
        }
    }

    /// The keys of a server.
    public record SigningConfig(
            @Key(value = "Of access tokens: `ES256`, `RS256`, `PS256` or `EdDSA`.", or = "ES256")
                    SigningAlgorithm accessTokens,
            @Key(
                            "Of ID tokens, and of what introspection tells in a JWT. Where absent:"
                                    + " `RS256`, but `PS256` for the profile `fapi2`.")
                    @Nullable SigningAlgorithm idTokens,
            @Key(value = "A new key takes over after so long.", or = "90d") Duration rotateEvery) {
        public SigningConfig {
            positive(rotateEvery);
        }
    }

    /// How devices without a browser of their own log in.
    public record DeviceConfig(
            @Key(value = "How long the code that the user types is good.", or = "10m")
                    Duration lifetime,
            @Key(value = "How long a device waits between two requests.", or = "5s")
                    Duration interval) {
        public DeviceConfig {
            positive(lifetime);
            positive(interval);
        }
    }

    /// What is asked of clients that prove to hold a key.
    public record DpopConfig(
            @Key(
                            value =
                                    "Every client must send a proof, except one whose tokens are"
                                            + " bound to its certificate; else only those whose"
                                            + " metadata says `dpopBoundAccessTokens`.",
                            or = "false")
                    boolean required,
            @Key(
                            value =
                                    "Whether a proof must carry the nonce that this server told"
                                        + " last (`DPoP-Nonce`), so that none can be made ahead:"
                                        + " `optional` or `required`.",
                            or = "optional")
                    NonceRule nonce) {}

    /// Whether something must be there. What is there must be right in any case.
    public enum NonceRule {
        OPTIONAL,
        REQUIRED
    }

    static void positive(Duration duration) {
        if (duration.isNegative() || duration.toSeconds() == 0) {
            throw new IllegalArgumentException("a lifetime must be a second or more");
        }
    }
}
