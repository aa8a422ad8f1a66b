package io.grantway.authserver;

import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Pkce;
import io.grantway.oauth.Refusal;
import java.util.regex.Pattern;

/// The proof that whoever redeems a code is who asked for it (RFC 7636 §4.6). Required whenever the
/// authorization request had a challenge, whatever the settings say.
public final class CodeVerifier {
    private static final int SHORTEST = 43;
    private static final int LONGEST = 128;
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]+");

    private CodeVerifier() {}

    /// @throws OAuthRefusal when the request does not prove it
    public static void require(TokenRequest request, AuthorizationCode code) {
        OAuthParameters parameters = request.parameters();
        if (code.challenge().isEmpty()) {
            refuseUnexpected(request);
            return;
        }
        if (parameters.isOddlyTyped("code_verifier")) {
            throw new OAuthRefusal(Refusal.VERIFIER_MALFORMED);
        }
        String verifier =
                parameters
                        .text("code_verifier")
                        .orElseThrow(() -> new OAuthRefusal(Refusal.VERIFIER_MISSING));
        if (verifier.length() < SHORTEST || verifier.length() > LONGEST) {
            throw new OAuthRefusal(Refusal.VERIFIER_LENGTH)
                    .because("code_verifier has " + verifier.length() + " characters");
        }
        if (request.terms().strict() && !UNRESERVED.matcher(verifier).matches()) {
            throw new OAuthRefusal(Refusal.VERIFIER_MALFORMED)
                    .because("code_verifier has characters that RFC 7636 4.1 does not allow");
        }
        if (!Pkce.matches(verifier, code.challenge().get())) {
            throw new OAuthRefusal(Refusal.VERIFIER_MISMATCH)
                    .because("code_verifier does not fit the challenge of the code " + code.hash());
        }
    }

    /// A verifier without a challenge is what is seen of an attacker who took the challenge out of
    /// the authorization request (RFC 9700 §4.8).
    private static void refuseUnexpected(TokenRequest request) {
        OAuthParameters parameters = request.parameters();
        boolean sent =
                parameters.text("code_verifier").isPresent()
                        || parameters.isOddlyTyped("code_verifier");
        if (request.terms().strict() && sent) {
            throw new OAuthRefusal(Refusal.VERIFIER_UNEXPECTED);
        }
    }
}
