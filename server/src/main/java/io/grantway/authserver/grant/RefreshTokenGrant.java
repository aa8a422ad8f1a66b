package io.grantway.authserver.grant;

import io.grantway.authserver.BoundKey;
import io.grantway.authserver.Entitlement;
import io.grantway.authserver.Grant;
import io.grantway.authserver.IssuedToken;
import io.grantway.authserver.Replays;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenRequest;
import io.grantway.authserver.TokenStore;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenHash;
import java.util.Optional;

/// A refresh token gives a new access token, and dies with the old one (RFC 6749 §6, RFC 9700
/// §2.2.2).
public record RefreshTokenGrant(TokenStore tokens, Replays replays) implements Grant {
    @Override
    public GrantType type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public Entitlement entitlement(TokenRequest request) {
        Terms terms = request.terms();
        TokenHash hash =
                request.parameters()
                        .text("refresh_token")
                        .map(TokenHash::of)
                        .orElseThrow(() -> new OAuthRefusal(Refusal.REFRESH_TOKEN_MISSING));
        Optional<IssuedToken> found = tokens.findByRefreshToken(hash);
        if (found.isEmpty()) {
            replays.spent(terms, hash);
            throw unknown(hash, "is unknown, expired or used");
        }
        AccessToken access = found.get().access();
        if (!terms.place().accepts(access.workspace(), access.audience())) {
            throw unknown(hash, "was issued at another API");
        }
        if (!access.client().equals(request.client().id())) {
            throw new OAuthRefusal(Refusal.REFRESH_TOKEN_OF_ANOTHER_CLIENT)
                    .because(
                            "the refresh token "
                                    + hash
                                    + " belongs to another client than "
                                    + request.client().clientId());
        }
        // A client with a secret is bound by that, and may change its key (RFC 9449 §5).
        if (request.client().isPublic()) {
            BoundKey.require(request, access.claims());
        }
        return new Entitlement.ByRefresh(found.get());
    }

    private static OAuthRefusal unknown(TokenHash hash, String why) {
        return new OAuthRefusal(Refusal.REFRESH_TOKEN_UNKNOWN)
                .because("the refresh token " + hash + " " + why);
    }
}
