package io.grantway.authserver;

import java.util.Optional;

/// The `code_challenge` of an authorization request (RFC 7636 §4.3) in its canonical form:
/// base64url without padding. Standard base64 and padding are read too.
public final class CodeChallenge {
    private CodeChallenge() {}

    public static Optional<String> of(OAuthParameters parameters) {
        return parameters.text("code_challenge").map(CodeChallenge::canonical);
    }

    private static String canonical(String challenge) {
        int end = challenge.length();
        while (end > 0 && challenge.charAt(end - 1) == '=') {
            end--;
        }
        return challenge.substring(0, end).replace('+', '-').replace('/', '_');
    }
}
