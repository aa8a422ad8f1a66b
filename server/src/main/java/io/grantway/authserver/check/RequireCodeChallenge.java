package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.authserver.CodeChallenge;
import io.grantway.authserver.ProfileRules;
import io.grantway.catalog.Client;
import io.grantway.catalog.OAuth2Settings.PkceMode;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Pkce;
import io.grantway.oauth.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/// A request for a code brings a code challenge where the settings and the kind of client want one,
/// and then one by S256 (RFC 7636 §4.3, RFC 9700 §2.1.1).
public final class RequireCodeChallenge implements AuthorizationCheck {
    private static final Pattern S256_CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    @Override
    public void require(AuthorizationCandidate candidate) {
        if (!candidate.asksForCode() || candidate.client().isEmpty()) {
            return;
        }
        Optional<String> challenge = CodeChallenge.of(candidate.parameters());
        if (challenge.isEmpty()) {
            requireNotNeeded(candidate, candidate.client().get());
            return;
        }
        requireS256(candidate);
        if (candidate.terms().strict() && !S256_CHALLENGE.matcher(challenge.get()).matches()) {
            throw new OAuthRefusal(Refusal.CHALLENGE_MALFORMED);
        }
    }

    private static void requireNotNeeded(AuthorizationCandidate candidate, Client client) {
        if (method(candidate).isPresent()) {
            throw new OAuthRefusal(Refusal.CHALLENGE_MISSING_WITH_METHOD);
        }
        PkceMode mode = ProfileRules.pkce(candidate.terms(), client);
        boolean needed =
                switch (mode) {
                    case NONE -> false;
                    case LAX -> client.isPublic();
                    case STRICT -> true;
                };
        if (needed) {
            throw new OAuthRefusal(
                            client.isPublic()
                                    ? Refusal.CHALLENGE_MISSING_PUBLIC
                                    : Refusal.CHALLENGE_MISSING_CONFIDENTIAL)
                    .because(
                            "pkce is "
                                    + mode
                                    + " and client \""
                                    + client.clientId()
                                    + "\" is "
                                    + client.type());
        }
    }

    /// Kong takes a missing method as S256 and its name in either case; RFC 7636 takes a missing
    /// one as `plain`, which does not exist here.
    private static void requireS256(AuthorizationCandidate candidate) {
        boolean strict = candidate.terms().strict();
        boolean s256 =
                method(candidate)
                        .map(method ->
                                strict
                                        ? method.equals(Pkce.S256)
                                        : method.equalsIgnoreCase(Pkce.S256))
                        .orElse(!strict);
        if (!s256) {
            throw new OAuthRefusal(Refusal.CHALLENGE_METHOD_UNSUPPORTED)
                    .because("code_challenge_method is " + method(candidate).orElse("missing"));
        }
    }

    private static Optional<String> method(AuthorizationCandidate candidate) {
        return candidate.parameters().text("code_challenge_method");
    }
}
