package io.grantway.acceptance;

import java.util.Base64;

/// A proof key for code exchange (RFC 7636 §4), S256.
record Pkce(String verifier) {
    /// The verifier of RFC 7636, appendix B.
    static final Pkce SAMPLE = new Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    String challenge() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier));
    }
}
