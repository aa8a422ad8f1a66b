package io.grantway.authserver.grant;

import io.grantway.authserver.AuthorizationCode;
import io.grantway.authserver.BoundKey;
import io.grantway.authserver.CodeStore;
import io.grantway.authserver.CodeVerifier;
import io.grantway.authserver.Entitlement;
import io.grantway.authserver.Grant;
import io.grantway.authserver.Replays;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenRequest;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenHash;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A code that an end user brought back from the authorization endpoint (RFC 6749 §4.1.3).
public record AuthorizationCodeGrant(CodeStore codes, Replays replays) implements Grant {
    @Override
    public GrantType type() {
        return GrantType.AUTHORIZATION_CODE;
    }

    @Override
    public Entitlement entitlement(TokenRequest request) {
        TokenHash hash =
                request.parameters()
                        .text("code")
                        .map(TokenHash::of)
                        .orElseThrow(() -> new OAuthRefusal(Refusal.CODE_MISSING));
        Optional<AuthorizationCode> found = codes.find(hash);
        if (found.isEmpty()) {
            replays.spent(request.terms(), hash);
            throw unknown(hash, "is unknown, expired or used");
        }
        AuthorizationCode code = found.get();
        requireSamePlace(request.terms(), code);
        requireSameClient(request, code);
        if (request.terms().strict()) {
            requireSameRedirectUri(request, code);
        }
        CodeVerifier.require(request, code);
        BoundKey.require(request, code.grant().claims());
        return new Entitlement.ByCode(code);
    }

    private static void requireSamePlace(Terms terms, AuthorizationCode code) {
        boolean same =
                terms.place().workspace().equals(code.grant().workspace())
                        && code.grant().audience().equals(Optional.of(terms.place().id()));
        if (!same) {
            throw unknown(code.hash(), "was issued at another API");
        }
    }

    private static void requireSameClient(TokenRequest request, AuthorizationCode code) {
        UUID client = request.client().id();
        if (!client.equals(code.grant().client())) {
            throw unknown(
                    code.hash(), "belongs to another client than " + request.client().clientId());
        }
    }

    /// Without this, a code that was caught on its way to one address of a client could be spent at
    /// another one (RFC 6749 §10.6). Where the client has that address only, it may stay unsaid.
    private static void requireSameRedirectUri(TokenRequest request, AuthorizationCode code) {
        Optional<String> told = request.parameters().text("redirect_uri");
        boolean same =
                told.map(code.redirectUri()::equals)
                        .orElseGet(() ->
                                request.client()
                                        .redirectUris()
                                        .equals(List.of(code.redirectUri())));
        if (!same) {
            throw new OAuthRefusal(Refusal.REDIRECT_URI_MISMATCH)
                    .because(
                            "redirect_uri is "
                                    + told.orElse("missing")
                                    + ", the code was sent to "
                                    + code.redirectUri());
        }
    }

    private static OAuthRefusal unknown(TokenHash hash, String why) {
        return new OAuthRefusal(Refusal.CODE_UNKNOWN).because("the code " + hash + " " + why);
    }
}
