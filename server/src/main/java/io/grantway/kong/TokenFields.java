package io.grantway.kong;

import io.grantway.catalog.Ids;
import io.grantway.http.FormBody;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a token in a body of JSON or a form, each looked at by its type. Collects what is
/// wrong, so that all of it is told at once.
final class TokenFields {
    private static final Set<String> KNOWN =
            Set.of(
                    "id",
                    "created_at",
                    "credential",
                    "service",
                    "token_type",
                    "expires_in",
                    "access_token",
                    "refresh_token",
                    "authenticated_userid",
                    "scope",
                    "ttl");

    private static final Set<String> INTEGERS = Set.of("created_at", "expires_in", "ttl");

    private final ObjectNode given;
    private final ObjectNode wrong = Json.object();

    private TokenFields(ObjectNode given) {
        this.given = given;
        given.propertyNames()
                .forEach(name -> {
                    if (!KNOWN.contains(name)) {
                        wrong.put(name, "unknown field");
                    }
                });
    }

    static TokenFields read(Request request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        ObjectNode raw;
        if (request.body().isEmpty()) {
            raw = Json.object();
        } else if (FormBody.isForm(type)) {
            raw = ofForm(form(request));
        } else {
            raw = ofJson(request.body().text());
        }
        unfold(raw, "credential");
        unfold(raw, "service");
        return new TokenFields(raw);
    }

    private static ObjectNode ofJson(String text) {
        try {
            if (Json.parse(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (Problem _) {
            // said below
        }
        throw TokenRefusal.plain(400, "Cannot parse JSON body");
    }

    private static Parameters form(Request request) {
        try {
            return FormBody.read(request);
        } catch (Problem e) {
            throw TokenRefusal.plain(400, e.detail());
        }
    }

    private static ObjectNode ofForm(Parameters form) {
        ObjectNode object = Json.object();
        for (String name : form.names()) {
            String value = form.first(name).orElse("");
            int dot = name.indexOf('.');
            if (dot > 0) {
                object.withObjectProperty(name.substring(0, dot))
                        .put(name.substring(dot + 1), value);
            } else if (value.isEmpty()) {
                object.putNull(name);
            } else if (INTEGERS.contains(name) && value.matches("-?[0-9]{1,18}")) {
                object.put(name, Long.parseLong(value));
            } else {
                object.put(name, value);
            }
        }
        return object;
    }

    /// Kong's older shape, `credential_id`, becomes the newer, `credential: {id}`.
    private static void unfold(ObjectNode object, String name) {
        JsonNode id = object.remove(name + "_id");
        if (id != null && !object.has(name)) {
            if (id.isNull()) {
                object.putNull(name);
            } else {
                object.putObject(name).set("id", id);
            }
        }
    }

    /// Whether a field was sent, be it as null.
    boolean has(String name) {
        return given.has(name);
    }

    void require(String name) {
        if (given.path(name).isNull() || !given.has(name)) {
            wrong.put(name, "required field missing");
        }
    }

    /// Sets a field that the address named.
    void name(String name, String value) {
        given.put(name, value);
    }

    void wrong(String name, String text) {
        wrong.put(name, text);
    }

    Optional<Long> integer(String name, long most) {
        JsonNode value = given.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            wrong.put(name, "expected an integer");
            return Optional.empty();
        }
        long number = value.asLong();
        if (number < 0 || number > most) {
            wrong.put(name, "value should be between 0 and " + most);
            return Optional.empty();
        }
        return Optional.of(number);
    }

    Optional<String> text(String name, int longest) {
        JsonNode value = given.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            wrong.put(name, "expected a string");
            return Optional.empty();
        }
        String text = value.asString();
        if (text.isEmpty()) {
            wrong.put(name, "length must be at least 1");
        } else if (text.length() > longest) {
            wrong.put(name, "length must be at most " + longest);
        } else if (text.chars().anyMatch(c -> c < ' ' || c == 127)) {
            wrong.put(name, "control characters are not accepted");
        }
        return Optional.of(text);
    }

    /// A token's text, as it can stand in a header (RFC 6750 §2.1).
    Optional<String> token(String name, int longest) {
        Optional<String> text = text(name, longest);
        if (text.isPresent() && !wrong.has(name) && !text.get().matches("[!-~]+")) {
            wrong.put(name, "only visible ASCII characters are accepted");
        }
        return text;
    }

    Optional<UUID> id() {
        return uuid(given.path("id"), text -> wrong.put("id", text));
    }

    /// The id in a field such as `credential: {id}`.
    Optional<UUID> reference(String name) {
        JsonNode value = given.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            wrong.put(name, "expected a record");
            return Optional.empty();
        }
        if (!value.has("id")) {
            wrong.putObject(name).put("id", "required field missing");
            return Optional.empty();
        }
        return uuid(value.path("id"), text -> wrong.putObject(name).put("id", text));
    }

    private static Optional<UUID> uuid(
            JsonNode value, java.util.function.Consumer<String> complaint) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        Optional<UUID> id = value.isString() ? Ids.parse(value.asString()) : Optional.empty();
        if (id.isEmpty()) {
            complaint.accept(value.isString() ? "expected a valid UUID" : "expected a string");
        }
        return id;
    }

    /// @throws TokenRefusal with everything that is wrong
    void check() {
        if (!wrong.isEmpty()) {
            throw TokenRefusal.schema(wrong);
        }
    }
}
