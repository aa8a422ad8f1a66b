package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.http.Json;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.supply.TokenAnswer.Given;
import io.grantway.supply.TokenAnswer.Refused;
import io.grantway.supply.TokenUnavailable.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads answers of token endpoints (RFC 6749 §5), also of those that have ways of their own.
final class AnswerReader {
    private static final String FORM = "application/x-www-form-urlencoded";

    /// RFC 6749 §5.2, RFC 8707 §2: nothing helps but changing the definition.
    private static final Set<String> DEFINITION =
            Set.of(
                    "invalid_client",
                    "unauthorized_client",
                    "unsupported_grant_type",
                    "invalid_scope",
                    "invalid_request",
                    "invalid_target",
                    "access_denied",
                    "incorrect_client_credentials");

    /// `bad_refresh_token` is GitHub's word for it. RFC 8628 §3.5 has its own for device codes.
    private static final Set<String> GRANT =
            Set.of("invalid_grant", "bad_refresh_token", "expired_token");

    private static final Set<String> LATER =
            Set.of(
                    "temporarily_unavailable",
                    "server_error",
                    "authorization_pending",
                    "slow_down",
                    "rate_limited");

    private final OAuth2Config config;
    private final ResponseConfig response;
    private final GrantTerms terms;

    AnswerReader(OAuth2Config config, GrantTerms terms) {
        this.config = config;
        this.terms = terms;
        this.response = config.response();
    }

    /// @param asked when the request went off: a life is counted from there, for the answer may
    ///   have been long on its way
    /// @param skew how far the server's clock is ahead of ours
    TokenAnswer read(OutgoingAnswer answer, Instant asked, Duration skew) {
        int status = answer.status();
        Optional<ObjectNode> json = tree(answer);
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return refused(
                    Reason.TRANSIENT, status, told(status, json), error(json), answer, asked);
        }
        if (status >= 300 && status < 400) {
            return refused(
                    Reason.ODD_ANSWER, status, redirect(answer), Optional.empty(), answer, asked);
        }
        if (status >= 400) {
            Reason other = status == 401 ? Reason.DEFINITION : Reason.ODD_ANSWER;
            Reason reason = json.flatMap(this::reason).orElse(other);
            return refused(reason, status, told(status, json), error(json), answer, asked);
        }
        if (json.isEmpty() || !isRead(answer)) {
            String odd = "answered " + what(answer);
            return refused(Reason.ODD_ANSWER, status, odd, Optional.empty(), answer, asked);
        }
        return read(json.get(), answer, asked, skew);
    }

    private TokenAnswer read(ObjectNode json, OutgoingAnswer answer, Instant asked, Duration skew) {
        int status = answer.status();
        if (response.errors().stream().anyMatch(signal -> tells(json, signal))) {
            Reason reason = reason(json).orElse(Reason.ODD_ANSWER);
            String text = told(status, Optional.of(json));
            return refused(reason, status, text, error(Optional.of(json)), answer, asked);
        }
        String token = text(json, response.accessToken());
        if (!isToken(token)) {
            String wrong =
                    "answered with status "
                            + status
                            + (token.isEmpty()
                                    ? " and without " + response.accessToken()
                                    : " and a token that cannot stand in a header field");
            return refused(Reason.ODD_ANSWER, status, wrong, Optional.empty(), answer, asked);
        }
        String type = text(json, response.tokenType());
        if (!type.isEmpty() && !type.matches("[A-Za-z0-9._-]{1,40}")) {
            String wrong = "answered with a " + response.tokenType() + " that is no word";
            return refused(Reason.ODD_ANSWER, status, wrong, Optional.empty(), answer, asked);
        }
        String refresh = text(json, response.refreshToken());
        String scopes = text(json, response.scope());
        return new Given(
                Secret.of(token),
                type.isEmpty() || type.equalsIgnoreCase("Bearer") ? "Bearer" : type,
                new Expiry(config).of(json, token, asked, skew),
                secret(refresh),
                terms.refreshExpiresIn().flatMap(path -> Expiry.ofSeconds(at(json, path), asked)),
                scopes.isEmpty() ? Optional.empty() : Optional.of(scopes),
                metadata(json),
                secret(text(json, "id_token")),
                status);
    }

    private static Optional<Secret> secret(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    }

    private Map<String, String> metadata(ObjectNode json) {
        Map<String, String> found = new HashMap<>();
        for (String path : terms.metadata()) {
            JsonNode value = at(json, path);
            if (!value.isMissingNode() && !value.isNull()) {
                found.put(path, value.isContainer() ? Json.write(value) : value.asString());
            }
        }
        return found;
    }

    private static Refused refused(
            Reason reason,
            int status,
            String text,
            Optional<String> error,
            OutgoingAnswer answer,
            Instant now) {
        return new Refused(
                reason,
                "the token endpoint " + text,
                error,
                RetryAfter.of(answer.headers(), now),
                status,
                status < 500 && status != 408);
    }

    /// Whether a text can stand in a field behind `Bearer` (RFC 6750 §2.1).
    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private Optional<Reason> reason(ObjectNode json) {
        String error = json.path("error").asString("");
        if (GRANT.contains(error) || response.dead().contains(error)) {
            return Optional.of(Reason.GRANT);
        }
        if (LATER.contains(error)) {
            return Optional.of(Reason.TRANSIENT);
        }
        return DEFINITION.contains(error) ? Optional.of(Reason.DEFINITION) : Optional.empty();
    }

    private boolean tells(ObjectNode json, String signal) {
        int equals = signal.indexOf('=');
        String path = equals < 0 ? signal : signal.substring(0, equals);
        JsonNode found = at(json, path);
        if (equals < 0) {
            return !found.isMissingNode() && !found.isNull() && !found.asString("x").isEmpty();
        }
        return !found.isContainer() && found.asString("").equals(signal.substring(equals + 1));
    }

    private static Optional<String> error(Optional<ObjectNode> json) {
        return json.map(it -> it.path("error").asString(""))
                .filter(it -> it.matches("[A-Za-z0-9_.-]{1,60}"));
    }

    private static String told(int status, Optional<ObjectNode> json) {
        String error = json.map(it -> it.path("error").asString("")).orElse("");
        String more = json.map(it -> it.path("error_description").asString("")).orElse("");
        String clean = Redaction.of(more);
        return "answered with status "
                + status
                + (error.matches("[A-Za-z0-9_.-]{1,60}") ? " and " + error : "")
                + (clean.isEmpty() ? "" : " (" + clean + ")");
    }

    private static String redirect(OutgoingAnswer answer) {
        String to =
                answer.headers()
                        .first("Location")
                        .flatMap(AnswerReader::place)
                        .map(place -> " to " + place)
                        .orElse("");
        return "answered with a redirect ("
                + answer.status()
                + ")"
                + to
                + ", which is not followed: set tokenEndpoint to the address itself";
    }

    /// Scheme and host only: the rest may hold secrets.
    private static Optional<String> place(String location) {
        try {
            URI uri = URI.create(location);
            return uri.getHost() == null
                    ? Optional.empty()
                    : Optional.of(uri.getScheme() + "://" + uri.getRawAuthority());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private boolean isRead(OutgoingAnswer answer) {
        String type = contentType(answer);
        return type.isEmpty() || type.endsWith("+json") || response.contentTypes().contains(type);
    }

    private static String contentType(OutgoingAnswer answer) {
        String field = answer.headers().first("Content-Type").orElse("");
        int semicolon = field.indexOf(';');
        return (semicolon < 0 ? field : field.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String what(OutgoingAnswer answer) {
        String type = contentType(answer);
        String start = answer.body().text().stripLeading();
        String named =
                answer.body().isEmpty()
                        ? "nothing"
                        : type.contains("html") || start.startsWith("<")
                                ? "HTML"
                                : type.isEmpty() || type.contains("json")
                                        ? "what is no JSON object"
                                        : Redaction.of(type);
        return named + " with status " + answer.status();
    }

    private static Optional<ObjectNode> tree(OutgoingAnswer answer) {
        String text = answer.body().text();
        if (!contentType(answer).equals(FORM)) {
            return Json.readObject(text);
        }
        try {
            Parameters parameters = Parameters.parse(text);
            ObjectNode tree = Json.object();
            parameters.names().forEach(name -> tree.put(name, parameters.first(name).orElse("")));
            return Optional.of(tree);
        } catch (Problem _) {
            return Optional.empty();
        }
    }

    private static String text(ObjectNode json, String path) {
        JsonNode found = at(json, path);
        return found.isString() ? found.asString() : "";
    }

    /// A name that holds dots itself comes before the path.
    static JsonNode at(ObjectNode json, String path) {
        JsonNode whole = json.path(path);
        if (!whole.isMissingNode()) {
            return whole;
        }
        @Nullable JsonNode found = json;
        for (String name : List.of(path.split("\\.", -1))) {
            found = found.path(name);
        }
        return found;
    }
}
