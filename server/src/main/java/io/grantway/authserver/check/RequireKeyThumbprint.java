package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.regex.Pattern;

/// A request that names the key of whoever will redeem its code names one that there can be (RFC
/// 9449 §10).
public final class RequireKeyThumbprint implements AuthorizationCheck {
    private static final Pattern SHA_256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    @Override
    public void require(AuthorizationCandidate candidate) {
        boolean wrong =
                candidate.parameters().isOddlyTyped("dpop_jkt")
                        || candidate
                                .key()
                                .filter(key -> !SHA_256.matcher(key.thumbprint()).matches())
                                .isPresent();
        if (wrong) {
            throw new OAuthRefusal(Refusal.DPOP_KEY_MALFORMED);
        }
    }
}
