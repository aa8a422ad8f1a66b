package io.grantway.authserver;

import io.grantway.oauth.Confirmation;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenClaims;
import java.util.Optional;

/// The key that a code or refresh token is bound to (RFC 9449 §5, §10; RFC 8705 §4).
public final class BoundKey {
    private BoundKey() {}

    /// @param bound what the code or refresh token says; where it names no key, any sender will do
    /// @throws OAuthRefusal when the sender does not hold its key: whoever stole it does not
    public static void require(TokenRequest request, TokenClaims bound) {
        Optional<Confirmation> key = bound.confirmation();
        if (key.isPresent() && !key.equals(request.confirmation())) {
            throw new OAuthRefusal(Refusal.BOUND_TO_ANOTHER_KEY)
                    .because(
                            "client "
                                    + request.client().clientId()
                                    + request.confirmation()
                                            .map(held -> " holds the key " + held.thumbprint())
                                            .orElse(" proves to hold no key")
                                    + ", not "
                                    + key.get().thumbprint());
        }
    }
}
