package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `requireJwt` policy: a call needs a token that a consumer signed itself (RFC 7519), as with
/// Kong's `jwt`.
public record RequireJwtSettings(
        @Key(value = "Query parameters that may carry the token.", or = "[jwt]")
                List<String> uriParamNames,
        @Key("Cookies that may carry it.") List<String> cookieNames,
        @Key(value = "Header fields that may carry it, behind `Bearer`.", or = "[authorization]")
                List<String> headerNames,
        @Key(value = "The claim or header that names the consumer's key.", or = "iss")
                String keyClaimName,
        @Key(value = "Shared secrets are base64.", or = "false") boolean secretIsBase64,
        @Key(
                        value =
                                "Claims that a token must have: `exp`, `nbf`. One that it has is"
                                        + " always checked.",
                        example = "[exp]")
                List<Claim> claimsToVerify,
        @Key(
                        "The consumer (name or id) that a call without a good token counts as,"
                                + " instead of being refused.")
                @Nullable String anonymous,
        @Key(value = "Ask for it on `OPTIONS` requests too.", or = "true") boolean runOnPreflight,
        @Key(
                        value =
                                "How far in the future `exp` may be, in seconds; 0: any. Needs"
                                        + " `exp` in `claimsToVerify`.",
                        or = "0")
                long maximumExpiration,
        @Key("Named in `WWW-Authenticate`.") @Nullable String realm)
        implements PolicySettings {
    /// A registered claim about time (RFC 7519 §4.1).
    public enum Claim {
        EXP,
        NBF
    }

    public RequireJwtSettings {
        if (keyClaimName.isEmpty()) {
            throw new IllegalArgumentException("keyClaimName must not be empty");
        }
        if (maximumExpiration < 0 || maximumExpiration > 31_536_000) {
            throw new IllegalArgumentException("maximumExpiration must be 0 to 31536000");
        }
        if (maximumExpiration > 0 && !claimsToVerify.contains(Claim.EXP)) {
            throw new IllegalArgumentException(
                    "maximumExpiration must go with exp in claimsToVerify");
        }
    }
}
