package io.grantway.authserver.login;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The JSON body of a request that makes or changes a user, each field checked on its own. Errors
/// name the field and never repeat a password.
final class UserFields {
    private static final Set<String> KNOWN = Set.of("username", "name", "password");
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}");
    private static final int LONGEST_NAME = 200;

    private final JsonNode fields;

    private UserFields(JsonNode fields) {
        this.fields = fields;
    }

    static UserFields read(Request request) {
        JsonNode json = Json.parse(request.body().text());
        if (!json.isObject()) {
            throw Problem.badRequest("invalid_body", "the body must be a JSON object");
        }
        for (String name : json.propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw invalid(name, "is not a field of a user; there are username, name, password");
            }
        }
        return new UserFields(json);
    }

    String requiredUsername() {
        return username().orElseThrow(() -> invalid("username", "is missing"));
    }

    /// A token's subject, which upstreams get as a header's value.
    Optional<String> username() {
        Optional<String> username = text("username");
        if (username.isPresent() && !USERNAME.matcher(username.get()).matches()) {
            throw invalid(
                    "username",
                    "must be 1 to 128 letters, digits or . _ @ + - and begin with a letter or"
                            + " digit");
        }
        return username;
    }

    String requiredPassword() {
        return password().orElseThrow(() -> invalid("password", "is missing"));
    }

    Optional<String> password() {
        Optional<String> password = text("password");
        if (password.isPresent()) {
            Optional<PasswordRule> broken = PasswordRule.brokenBy(password.get());
            if (broken.isPresent()) {
                throw invalid("password", broken.get().text());
            }
        }
        return password;
    }

    /// The name to be shown; null takes it away.
    Optional<String> name(Optional<String> before) {
        JsonNode node = fields.get("name");
        if (node == null) {
            return before;
        }
        if (node.isNull()) {
            return Optional.empty();
        }
        Optional<String> name = text("name").map(String::strip);
        boolean good =
                name.isPresent()
                        && !name.get().isEmpty()
                        && name.get().length() <= LONGEST_NAME
                        && name.get().codePoints().noneMatch(Character::isISOControl);
        if (!good) {
            throw invalid("name", "must be 1 to 200 characters on one line, or null");
        }
        return name;
    }

    private Optional<String> text(String name) {
        JsonNode node = fields.get(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isString()) {
            throw invalid(name, "must be a string");
        }
        return Optional.of(node.asString());
    }

    private static Problem invalid(String field, String why) {
        return Problem.badRequest("invalid_field", field + ": " + why);
    }
}
