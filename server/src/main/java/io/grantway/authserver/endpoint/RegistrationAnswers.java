package io.grantway.authserver.endpoint;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.authserver.Terms;
import io.grantway.authserver.registration.RegistrationRefusal;
import io.grantway.authserver.registration.RegistrationRefusal.Reason;
import io.grantway.http.CallRecord;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// What the registration endpoints ask of a request, and how they answer (RFC 7591 §3.1, §3.2).
record RegistrationAnswers(Terms terms) {
    private static final String SCHEME = "bearer ";

    Response guarded(Request request, Supplier<Response> work) {
        try {
            if (!terms.transport().admits(request.head())) {
                throw new RegistrationRefusal(Reason.INVALID_REQUEST, "use HTTPS");
            }
            return work.get();
        } catch (RegistrationRefusal refusal) {
            return refused(refusal);
        } catch (StoreUnavailable e) {
            CallRecord.current().refused("store_unavailable", String.valueOf(e.getMessage()));
            return json(
                            503,
                            Json.object()
                                    .put("error", "temporarily_unavailable")
                                    .put("error_description", "clients cannot be kept just now"))
                    .with("Retry-After", "2");
        }
    }

    private static Response refused(RegistrationRefusal refusal) {
        Reason reason = refusal.reason();
        CallRecord.current().refused(reason.wireName(), refusal.description());
        Response answer =
                json(
                        reason.status(),
                        Json.object()
                                .put("error", reason.wireName())
                                .put("error_description", refusal.description()));
        return switch (reason) {
            case INVALID_TOKEN -> answer.with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            case TEMPORARILY_UNAVAILABLE -> answer.with("Retry-After", "3600");
            case INVALID_REDIRECT_URI,
                    INVALID_CLIENT_METADATA,
                    INVALID_SOFTWARE_STATEMENT,
                    UNAPPROVED_SOFTWARE_STATEMENT,
                    INVALID_REQUEST ->
                    answer;
        };
    }

    static Response json(int status, ObjectNode json) {
        return Response.json(status, Json.write(json))
                .with("Cache-Control", "no-store")
                .with("Pragma", "no-cache");
    }

    /// The token that came (RFC 6750 §2.1).
    static Optional<String> bearer(Request request) {
        return request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    /// The metadata that came.
    static ObjectNode body(Request request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            throw new RegistrationRefusal(
                    Reason.INVALID_CLIENT_METADATA, "the body must be application/json");
        }
        try {
            if (Json.parse(request.body().text()) instanceof ObjectNode object) {
                return object;
            }
        } catch (Problem problem) {
            throw new RegistrationRefusal(
                    Reason.INVALID_CLIENT_METADATA, String.valueOf(problem.getMessage()));
        }
        throw new RegistrationRefusal(
                Reason.INVALID_CLIENT_METADATA, "the body must be a JSON object");
    }
}
