package io.grantway.admin;

import static io.grantway.admin.JsonBody.invalid;

import io.grantway.config.Nearest;
import io.grantway.http.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a request for a new admin token asks for, each field checked.
record AdminTokenFields(String name, Map<String, Role> roles, Optional<Instant> expiresAt) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@+-]{0,127}");
    private static final int MOST_ROLES = 100;
    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::toString).toList();

    /// In the audit trail these would be taken for others.
    private static final List<String> RESERVED =
            List.of(AdminAccess.BOOTSTRAP.name(), Administrator.SERVER.name());

    static AdminTokenFields read(Request request, Predicate<String> workspaces, Instant now) {
        JsonBody body = JsonBody.of(request, List.of("name", "roles", "expires_at"));
        return new AdminTokenFields(name(body), roles(body, workspaces), expiry(body, now));
    }

    private static String name(JsonBody body) {
        String name = body.requiredText("name");
        if (!NAME.matcher(name).matches()) {
            throw invalid(
                    "name",
                    "must be 1 to 128 letters, digits, spaces or . _ @ + - and begin with a letter"
                            + " or digit");
        }
        if (RESERVED.contains(name)) {
            throw invalid("name", "is taken by the server itself");
        }
        return name;
    }

    private static Map<String, Role> roles(JsonBody body, Predicate<String> workspaces) {
        List<JsonNode> given = body.list("roles");
        if (given.isEmpty() || given.size() > MOST_ROLES) {
            throw invalid(
                    "roles",
                    "must be a list of 1 to 100 like {\"workspace\": \"default\", \"role\":"
                            + " \"viewer\"}; the workspace * is all of them");
        }
        Map<String, Role> roles = new TreeMap<>();
        for (int i = 0; i < given.size(); i++) {
            String at = "roles[" + i + "]";
            String workspace = text(given.get(i), at, "workspace");
            if (!workspace.equals(Administrator.EVERYWHERE) && !workspaces.test(workspace)) {
                throw invalid(at + ".workspace", "there is none of that name");
            }
            if (roles.put(workspace, role(text(given.get(i), at, "role"), at)) != null) {
                throw invalid(at + ".workspace", "has a role in this list already");
            }
        }
        return roles;
    }

    private static String text(JsonNode entry, String at, String name) {
        if (!entry.isObject() || entry.size() != 2 || !entry.path(name).isString()) {
            throw invalid(at, "must have workspace and role, both strings, and nothing else");
        }
        return entry.path(name).asString();
    }

    private static Role role(String name, String at) {
        return Role.of(name)
                .orElseThrow(() ->
                        invalid(
                                at + ".role",
                                "must be one of "
                                        + String.join(", ", ROLES)
                                        + Nearest.to(name, ROLES)
                                                .map(near -> "; did you mean " + near + "?")
                                                .orElse("")));
    }

    private static Optional<Instant> expiry(JsonBody body, Instant now) {
        Optional<String> text = body.text("expires_at");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant expiry = OffsetDateTime.parse(text.get()).toInstant();
            if (expiry.isAfter(now)) {
                return Optional.of(Instant.ofEpochMilli(expiry.toEpochMilli()));
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below.
        }
        throw invalid("expires_at", "must be a time to come, like 2030-01-31T12:00:00Z");
    }
}
