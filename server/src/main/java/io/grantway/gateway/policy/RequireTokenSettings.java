package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `requireToken` policy: a call needs a good access token of one of the workspace's
/// authorization servers (RFC 6750, RFC 9449, RFC 8705).
public record RequireTokenSettings(
        @Key(
                        value =
                                "The authorization servers whose tokens count; every one of the"
                                        + " workspace, where empty.",
                        example = "[local, keycloak]")
                List<String> from,
        @Key(
                        value =
                                "Whom tokens must be for (`aud`): one of these. Where empty, only"
                                        + " what the servers themselves ask for.",
                        example = "[orders-api]")
                List<String> audience,
        @Key(
                        value =
                                "Scopes that every call needs, all of them, beside those of its"
                                        + " operation.",
                        example = "[orders]")
                List<String> scopes,
        @Key("Scopes of which every call needs one.") List<String> anyScope,
        @Key(
                        value =
                                "What the claims must be, each an expression (CEL) over `claims`,"
                                        + " `subject`, `scopes`, `client`, `server`.",
                        example = "[\"claims.department == 'sales'\", \"'buyer' in claims.roles\"]")
                List<String> claims,
        @Key(
                        value =
                                "Where the token may be: `header` (`Authorization`), and for"
                                        + " clients that cannot change `body` (a form) and `query`,"
                                        + " which ends up in logs (RFC 9700 §4.3.2).",
                        or = "[header]")
                List<Place> in,
        @Key(
                        value =
                                "Take only tokens that are bound to a key or a certificate of their"
                                        + " client.",
                        or = "false")
                boolean bound,
        @Key(value = "Proofs of DPoP must carry a nonce from here (RFC 9449 §9).", or = "false")
                boolean dpopNonce,
        @Key(
                        value =
                                "A call without any token goes on as nobody's, where its operation"
                                        + " needs no scope. One with a bad token is refused all the"
                                        + " same.",
                        or = "false")
                boolean optional,
        @Key(
                        "The consumer (name or id) that a call without a good token counts as,"
                                + " instead of being refused.")
                @Nullable String anonymous,
        @Key(value = "What the upstream gets to know.", or = "{}") UpstreamSettings upstream,
        @Key(
                        value =
                                "The name of this API as a protected resource (RFC 9728); its"
                                        + " address with the API's name as path, where absent.",
                        example = "https://api.example.com/orders")
                @Nullable URI resource,
        @Key("Named in `WWW-Authenticate`.") @Nullable String realm)
        implements PolicySettings {
    /// Where a token is in a request (RFC 6750 §2).
    public enum Place {
        HEADER,
        BODY,
        QUERY
    }

    /// What becomes of the token on its way upstream.
    public enum TokenUse {
        REMOVE,
        KEEP,
        REPLACE,
        JWT,
        EXCHANGE
    }

    /// What the upstream gets to know.
    public record UpstreamSettings(
            @Key(
                            value =
                                    "The token: `remove`, `keep`, `replace` (by `replacement`),"
                                            + " `jwt` (a signed one of this gateway's, RFC 7519) or"
                                            + " `exchange` (one for the upstream, RFC 8693).",
                            or = "remove")
                    TokenUse token,
            @Key(
                            value = "Fields that carry claims: a field's name, and the claim's.",
                            example = "{X-Department: department, X-Roles: realm_access.roles}")
                    Map<String, String> headers,
            @Key("What `replace` sends behind `Bearer`.") @Nullable Secret replacement,
            @Key(value = "What `jwt` sends.", or = "{}") InternalJwtSettings jwt,
            @Key("Whom `exchange` asks.") @Nullable ExchangeSettings exchange) {
        public UpstreamSettings {
            headers.keySet().forEach(RequireTokenSettings::requireField);
            if ((token == TokenUse.REPLACE) != (replacement != null)) {
                throw new IllegalArgumentException(
                        "replacement goes with token: replace, and only with it");
            }
            if ((token == TokenUse.EXCHANGE) != (exchange != null)) {
                throw new IllegalArgumentException(
                        "exchange goes with token: exchange, and only with it");
            }
        }
    }

    /// A signed token that tells the upstream who calls, by the key of one of our own servers.
    public record InternalJwtSettings(
            @Key("The built-in server that signs; the first of the workspace, where absent.")
                    @Nullable String server,
            @Key(
                            value = "Whom it is for (`aud`); the API's name, where absent.",
                            example = "orders")
                    @Nullable String audience,
            @Key(value = "How long it counts.", or = "60s") Duration lifetime,
            @Key(
                            value =
                                    "The field that carries it, behind `Bearer` in"
                                            + " `Authorization`.",
                            or = "Authorization")
                    String header) {
        public InternalJwtSettings {
            requireField(header);
            if (lifetime.toSeconds() < 5 || lifetime.toHours() > 1) {
                throw new IllegalArgumentException("lifetime must be 5s to 1h");
            }
        }
    }

    /// A server that gives other tokens for those that came (RFC 8693).
    public record ExchangeSettings(
            @Key(value = "Its token endpoint.", example = "https://login.example/token")
                    URI endpoint,
            @Key(value = "What it knows this gateway by.", example = "gateway") String clientId,
            @Key("What this gateway proves itself with there.") @Nullable Secret clientSecret,
            @Key("Whom the new token is for (`audience`).") @Nullable String audience,
            @Key("The API that the new token is for (`resource`, RFC 8707).")
                    @Nullable URI resource,
            @Key("The scopes of the new token.") List<String> scopes) {}

    /// RFC 9110 §5.1; a name that steers the connection would break it.
    private static void requireField(String name) {
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
                || name.matches("(?i)host|connection|content-length|transfer-encoding|upgrade")) {
            throw new IllegalArgumentException(
                    "a header must be the name of a field such as X-Department: " + name);
        }
    }

    public RequireTokenSettings {
        ClaimRules.of(claims);
        if (in.isEmpty()) {
            throw new IllegalArgumentException("in must name header, body or query");
        }
        if (optional && !(scopes.isEmpty() && anyScope.isEmpty())) {
            throw new IllegalArgumentException(
                    "optional contradicts scopes and anyScope, which every call needs; name them"
                            + " at the operations that need them");
        }
        if (optional && anonymous != null) {
            throw new IllegalArgumentException(
                    "optional and anonymous say different things; keep one");
        }
    }
}
