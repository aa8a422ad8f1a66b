package io.grantway.vault.connect;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.Provider;
import io.grantway.vault.VaultApp;
import io.grantway.vault.VaultConfig;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /vault/v1/sessions`: an app asks for a link that lets one of its users connect an account.
final class SessionEndpoint {
    private static final Set<String> FIELDS =
            Set.of("user", "providers", "returnUrl", "variables", "reconnect", "locale", "origin");

    private final ConnectParts parts;
    private final AppAuthentication authentication;
    private final Random256 random;

    SessionEndpoint(ConnectParts parts, AppAuthentication authentication) {
        this.parts = parts;
        this.authentication = authentication;
        this.random = new Random256(parts.random());
    }

    Response make(Request request) {
        VaultApp app = authentication.app(request.headers());
        VaultConfig vault = parts.vaults().apply(app.workspace()).orElseThrow(SessionEndpoint::off);
        URI callback = vault.redirectUri();
        if (callback == null) {
            throw off();
        }
        Asked asked = asked(app, Json.parse(request.body().text()));
        Instant now = parts.clock().instant();
        String token = random.word();
        ConnectSession session =
                new ConnectSession(
                        random.id(),
                        TokenHash.of(token),
                        asked,
                        now.plus(vault.sessionLife()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0);
        if (!parts.sessions().add(session.row(), now)) {
            throw Problem.of(
                            429,
                            "too_many_sessions",
                            "the app has too many links open that nobody has used; wait until some"
                                    + " have expired")
                    .with("Retry-After", "60");
        }
        ObjectNode json = Json.object();
        json.put("url", callback.resolve("/connect/s/" + token).toString())
                .put("id", session.id())
                .put("expiresAt", session.expires().toString());
        return Response.json(201, Json.write(json)).with("Cache-Control", "no-store");
    }

    private static Problem off() {
        return Problem.of(
                503,
                "redirect_uri_unset",
                "vault.redirectUri is not configured: set it to https://HOST/connect/callback of"
                        + " this server, and register it at the providers");
    }

    private Asked asked(VaultApp app, JsonNode json) {
        if (!json.isObject()) {
            throw Problem.badRequest("invalid_body", "send a JSON object with user and returnUrl");
        }
        for (String name : json.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw invalid(name, "is not known; there are " + new TreeSet<>(FIELDS));
            }
        }
        String returnUrl = text(json, "returnUrl").orElseThrow(() -> missing("returnUrl"));
        ReturnUrl.mistake(returnUrl, app.config().returnUrls())
                .ifPresent(mistake -> {
                    throw invalid("returnUrl", mistake);
                });
        List<Provider> providers = providers(app, json);
        Asked asked =
                new Asked(
                        app.workspace(),
                        app.name(),
                        user(json),
                        providers.stream().map(Provider::name).toList(),
                        returnUrl,
                        origin(app, json),
                        text(json, "locale").filter(tag -> tag.length() <= 35),
                        variables(json, providers),
                        json.path("reconnect").asBoolean(false));
        if (asked.reconnect()) {
            requireAccount(app, asked);
        }
        return asked;
    }

    private void requireAccount(VaultApp app, Asked asked) {
        if (asked.providers().size() != 1) {
            throw invalid("reconnect", "needs providers to name the one account");
        }
        String provider = asked.providers().getFirst();
        if (parts.accounts().find(app.account(asked.user(), provider)).isEmpty()) {
            throw invalid(
                    "reconnect",
                    "is for accounts that are there, and the user has none at " + provider);
        }
    }

    private static String user(JsonNode json) {
        String user = text(json, "user").orElseThrow(() -> missing("user"));
        if (user.isBlank()
                || user.length() > 256
                || user.chars().anyMatch(Character::isISOControl)) {
            throw invalid("user", "must be 1 to 256 characters, without control characters");
        }
        return user;
    }

    private static Optional<String> origin(VaultApp app, JsonNode json) {
        return text(json, "origin")
                .map(origin ->
                        ReturnUrl.originOf(origin)
                                .filter(origin::equals)
                                .filter(same ->
                                        app.config().origins().stream()
                                                .map(ReturnUrl::originOf)
                                                .flatMap(Optional::stream)
                                                .anyMatch(same::equals))
                                .orElseThrow(() ->
                                        invalid(
                                                "origin",
                                                "is none of the app's origins; write it as"
                                                        + " https://host, and add it to"
                                                        + " vault.apps.origins")));
    }

    private List<Provider> providers(VaultApp app, JsonNode json) {
        List<Provider> usable =
                parts.providers().of(app.workspace()).stream()
                        .filter(each -> app.mayUse(each.name()))
                        .toList();
        if (!json.has("providers")) {
            List<Provider> whole =
                    usable.stream().filter(each -> each.incomplete().isEmpty()).toList();
            return whole.isEmpty() ? none() : whole;
        }
        if (!json.path("providers").isArray() || json.path("providers").isEmpty()) {
            throw invalid("providers", "must be a list of names; leave it out for all");
        }
        List<Provider> chosen = new ArrayList<>();
        for (JsonNode name : json.path("providers")) {
            Provider found =
                    usable.stream()
                            .filter(each -> name.isString() && each.name().equals(name.asString()))
                            .findFirst()
                            .orElseThrow(() -> unknown(name, usable));
            found.incomplete()
                    .ifPresent(gaps -> {
                        throw incomplete(found, gaps);
                    });
            if (!chosen.contains(found)) {
                chosen.add(found);
            }
        }
        return chosen;
    }

    private static List<Provider> none() {
        throw invalid(
                "providers",
                "has nothing to offer: configure providers for this workspace, each with a client");
    }

    private static Problem incomplete(Provider provider, String gaps) {
        return Problem.of(
                502,
                "provider_settings",
                "the provider " + provider.name() + " cannot be used yet: " + gaps);
    }

    private static Problem unknown(JsonNode name, List<Provider> usable) {
        return invalid(
                "providers",
                "names "
                        + name
                        + ", which this app has not; it may use "
                        + usable.stream().map(Provider::name).collect(Collectors.joining(", ")));
    }

    private static Map<String, String> variables(JsonNode json, List<Provider> providers) {
        JsonNode given = json.path("variables");
        if (given.isMissingNode()) {
            return Map.of();
        }
        if (!given.isObject()) {
            throw invalid("variables", "must be an object of texts");
        }
        Map<String, String> found = new LinkedHashMap<>();
        given.properties()
                .forEach(each -> {
                    String name = each.getKey();
                    if (!each.getValue().isString()) {
                        throw invalid("variables." + name, "must be a text");
                    }
                    String value = each.getValue().asString();
                    Variables.mistake(providers, name, value)
                            .ifPresent(mistake -> {
                                throw invalid("variables." + name, mistake);
                            });
                    found.put(name, value);
                });
        return found;
    }

    private static Optional<String> text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw invalid(name, "must be a text");
        }
        return Optional.of(value.asString());
    }

    private static Problem missing(String field) {
        return invalid(field, "is missing");
    }

    private static Problem invalid(String field, String mistake) {
        return Problem.badRequest("invalid_field", field + " " + mistake);
    }
}
