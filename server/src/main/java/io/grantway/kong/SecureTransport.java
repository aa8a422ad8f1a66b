package io.grantway.kong;

import io.grantway.http.Request;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.List;

/// Tokens, codes and secrets travel under TLS only (RFC 6749 §1.6): to here, or, where the settings
/// allow it, to a trusted proxy that says so.
///
/// @param byProxy a trusted proxy's word counts
record SecureTransport(boolean byProxy) {
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    void require(Request request) {
        if (request.target().isHttps()) {
            return;
        }
        if (!byProxy || !request.head().peer().trusted()) {
            throw insecure(
                    byProxy
                            ? "the request came over plain HTTP, and not from a trusted proxy"
                            : "the request came over plain HTTP, and acceptHttpIfAlreadyTerminated"
                                    + " is off");
        }
        List<String> told = request.headers().all(FORWARDED_PROTO);
        if (told.size() > 1) {
            throw new OAuthRefusal(Refusal.FORWARDED_PROTO_REPEATED)
                    .because("the proxy sent " + told.size() + " " + FORWARDED_PROTO + " fields");
        }
        if (told.isEmpty() || !told.getFirst().strip().equalsIgnoreCase("https")) {
            throw insecure("the proxy does not say " + FORWARDED_PROTO + ": https");
        }
    }

    private static OAuthRefusal insecure(String why) {
        return new OAuthRefusal(Refusal.INSECURE_TRANSPORT).because(why);
    }
}
