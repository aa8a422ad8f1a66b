package io.grantway.gateway.policy;

import io.grantway.catalog.OAuth2Settings;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.QuotedString;
import io.grantway.http.Response;
import tools.jackson.databind.node.ObjectNode;

/// What a call without a good token is answered (RFC 6750 §3), in Kong's words.
final class BearerAnswers {
    private static final String INVALID = "The access token is invalid or has expired";
    private static final String GLOBAL =
            "The access token is global, but the current plugin is configured without"
                    + " 'global_credentials'";

    private final Response missing;
    private final Response invalid;
    private final Response global;

    BearerAnswers(OAuth2Settings settings) {
        String realm = settings.realm() == null ? "" : "realm=" + QuotedString.of(settings.realm());
        String bare = realm.isEmpty() ? "Bearer" : "Bearer " + realm;
        String refused =
                (realm.isEmpty() ? "Bearer " : "Bearer " + realm + ", ")
                        + "error=\"invalid_token\", error_description=\""
                        + INVALID
                        + "\"";
        missing =
                answer(
                        bare,
                        // RFC 6750 §3.1: who brought nothing is told no error.
                        settings.strict() ? "" : "invalid_request",
                        "The access token is missing");
        invalid = answer(refused, "invalid_token", INVALID);
        global = answer(refused, "invalid_token", GLOBAL);
    }

    Response missing() {
        return missing;
    }

    Response invalid() {
        return invalid;
    }

    Response global() {
        return global;
    }

    /// Nobody could say whether the token is good: the client's fault it is not.
    static Response undecided(String requestId) {
        return Problem.of(
                        503,
                        "token_undecided",
                        "the token cannot be checked just now; try again in a moment")
                .with("Retry-After", "2")
                .toResponse(requestId);
    }

    private static Response answer(String challenge, String error, String description) {
        ObjectNode json = Json.object();
        if (!error.isEmpty()) {
            json.put("error", error);
        }
        json.put("error_description", description);
        return Response.json(401, Json.write(json)).with("WWW-Authenticate", challenge);
    }
}
