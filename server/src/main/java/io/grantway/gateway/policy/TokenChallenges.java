package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.http.Problem;
import io.grantway.http.QuotedString;
import io.grantway.http.Response;
import io.grantway.http.Target;
import io.grantway.oauth.Scopes;
import io.grantway.token.Possession;

/// What a call is answered whose token does not do (RFC 6750 §3, RFC 9449 §7.1, RFC 9728 §5.1). Why
/// it does not is for the log and the explanation: to a caller all bad tokens are alike.
final class TokenChallenges {
    private static final String INVALID = "the access token is invalid or has expired";

    private final String realm;
    private final String metadataPath;
    private final boolean bound;

    /// @param metadataPath of the API's metadata as a protected resource
    /// @param bound only bound tokens do
    TokenChallenges(String realm, String metadataPath, boolean bound) {
        this.realm = realm;
        this.metadataPath = metadataPath;
        this.bound = bound;
    }

    /// RFC 6750 §3.1: who brought nothing is told no error.
    Response missing(Call call) {
        Response answer =
                Problem.of(401, "token_missing", "this API needs an access token")
                        .toResponse(call.head().id());
        Response told =
                bound
                        ? answer
                        : answer.with(
                                "WWW-Authenticate", challenge(call, false, "", "", Scopes.NONE));
        return told.with("WWW-Authenticate", challenge(call, true, "", "", Scopes.NONE));
    }

    Response repeated(Call call) {
        return Problem.of(400, "invalid_request", "send one access token, in one place")
                .with(
                        "WWW-Authenticate",
                        challenge(
                                call, false, "invalid_request", "more than one token", Scopes.NONE))
                .toResponse(call.head().id());
    }

    /// @param error `invalid_token`, `invalid_dpop_proof` or `use_dpop_nonce`
    Response refused(Call call, boolean byDpop, String error) {
        String text =
                switch (error) {
                    case "invalid_token" -> INVALID;
                    case "use_dpop_nonce" -> "the proof needs the nonce of the field DPoP-Nonce";
                    default -> "the proof of possession does not fit the call";
                };
        return Problem.of(401, error, text)
                .with("WWW-Authenticate", challenge(call, byDpop, error, text, Scopes.NONE))
                .toResponse(call.head().id());
    }

    /// @param needed every scope that the call needs
    Response insufficient(Call call, boolean byDpop, Scopes needed) {
        String text = "the access token's scope does not cover this call";
        return Problem.of(403, "insufficient_scope", text)
                .with(
                        "WWW-Authenticate",
                        challenge(call, byDpop, "insufficient_scope", text, needed))
                .toResponse(call.head().id());
    }

    private String challenge(Call call, boolean byDpop, String error, String text, Scopes scopes) {
        StringBuilder challenge = new StringBuilder(byDpop ? "DPoP" : "Bearer");
        char before = ' ';
        if (!realm.isEmpty()) {
            challenge.append(before).append("realm=").append(QuotedString.of(realm));
            before = ',';
        }
        if (!error.isEmpty()) {
            challenge
                    .append(before == ',' ? ", " : " ")
                    .append("error=\"")
                    .append(error)
                    .append('"');
            challenge.append(", error_description=").append(QuotedString.of(text));
            before = ',';
        }
        if (!scopes.isEmpty()) {
            challenge.append(", scope=").append(QuotedString.of(scopes.toString()));
        }
        if (byDpop) {
            challenge.append(before == ',' ? ", " : " ");
            challenge.append("algs=\"").append(Possession.ALGORITHMS).append('"');
            before = ',';
        }
        challenge.append(before == ',' ? ", " : " ").append("resource_metadata=");
        return challenge.append(QuotedString.of(metadata(call))).toString();
    }

    private String metadata(Call call) {
        Target target = call.head().target();
        return (call.head().isSecure() ? "https" : "http")
                + "://"
                + target.authority()
                + metadataPath;
    }
}
