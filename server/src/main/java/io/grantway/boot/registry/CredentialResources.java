package io.grantway.boot.registry;

import io.grantway.admin.JsonBody;
import io.grantway.authserver.RandomText;
import io.grantway.authserver.SecretVerifier;
import io.grantway.boot.AuthorizationServerConfig;
import io.grantway.boot.ForeignClients;
import io.grantway.boot.ForeignClients.Registered;
import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.token.ExternalServerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The clients of an application at its authorization servers: made here, registered elsewhere, or
/// named.
///
/// @param servers the authorization server of a workspace and a name
record CredentialResources(
        ApplicationParts parts,
        BiFunction<String, String, Optional<AuthorizationServerConfig>> servers,
        ForeignClients foreign,
        RandomText texts) {
    private static final String MEMBER = "clientSecret";
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h|d)");

    /// `POST`: shows a secret that was made for it this once.
    Response create(Request request) {
        JsonBody body =
                JsonBody.of(
                        request,
                        List.of(
                                "authorizationServer",
                                "clientId",
                                "clientSecret",
                                "generate",
                                "grantTypes",
                                "redirectUris"));
        parts.application(parts.registry().entities(), request);
        String name = body.requiredText("authorizationServer");
        AuthorizationServerConfig server =
                servers.apply(ApplicationParts.workspace(request), name)
                        .orElseThrow(() ->
                                JsonBody.invalid(
                                        "authorizationServer",
                                        "there is no authorization server \""
                                                + name
                                                + "\" in this workspace"));
        ObjectNode settings = Json.object().put("authorizationServer", name);
        list(body, settings, "grantTypes");
        list(body, settings, "redirectUris");
        if (!generates(body)) {
            settings.put("clientId", body.requiredText("clientId"));
            body.text("clientSecret").ifPresent(secret -> settings.put("clientSecret", secret));
            return keep(request, settings, Map.of());
        }
        ExternalServerConfig external = server.external();
        return external == null
                ? generated(request, settings)
                : registered(request, name, external, settings);
    }

    private static boolean generates(JsonBody body) {
        boolean generate = body.member("generate").map(JsonNode::asBoolean).orElse(false);
        if (generate && body.text("clientId").or(() -> body.text(MEMBER)).isPresent()) {
            throw JsonBody.invalid(
                    "generate", "makes the client id and the secret: leave them out");
        }
        return generate;
    }

    private static void list(JsonBody body, ObjectNode settings, String name) {
        List<JsonNode> values = body.list(name);
        if (!values.isEmpty()) {
            ArrayNode array = settings.putArray(name);
            values.forEach(array::add);
        }
    }

    private Response generated(Request request, ObjectNode settings) {
        String secret = texts.token();
        settings.put("clientId", texts.token());
        settings.put(MEMBER, SecretVerifier.ofGenerated(secret));
        return keep(request, settings, Map.of(MEMBER, secret));
    }

    private Response keep(Request request, ObjectNode settings, Map<String, String> once) {
        return ApplicationParts.refusing(
                request,
                () -> {
                    Entity made = parts.make(request, EntityKind.CREDENTIAL, settings);
                    return parts.made(request, "credentials", made, once);
                });
    }

    /// Outside of any change: the server may be slow, and others must not wait for it.
    private Response registered(
            Request request, String name, ExternalServerConfig server, ObjectNode settings) {
        Entity application = parts.application(parts.registry().entities(), request);
        Registered client =
                foreign.register(
                        name, server, application.text("name").orElse("application"), settings);
        settings.put("clientId", client.clientId());
        client.management()
                .ifPresent(management -> {
                    ObjectNode registration = settings.putObject("registration");
                    registration.put("uri", management.uri().toString());
                    registration.put("accessToken", management.accessToken());
                });
        Map<String, String> once =
                client.secret().map(secret -> Map.of(MEMBER, secret)).orElse(Map.of());
        try {
            Entity made = parts.make(request, EntityKind.CREDENTIAL, settings);
            return parts.made(request, "credentials", made, once);
        } catch (ChangeRefused e) {
            // Nobody would know of it.
            client.management().ifPresent(foreign::forget);
            return Refusals.answer(request, e.reason());
        }
    }

    /// `DELETE`: at the server that it was registered at too. Where that cannot be reached, only
    /// with `?force=true`.
    Response remove(Request request) {
        Entity before = parts.part(parts.registry().entities(), request, EntityKind.CREDENTIAL);
        boolean force = request.query().first("force").filter("true"::equals).isPresent();
        return ApplicationParts.refusing(
                request,
                () -> {
                    parts.rehearseRemoval(request, EntityKind.CREDENTIAL);
                    if (!force) {
                        foreign.unregister(before.settings());
                    }
                    return parts.remove(request, EntityKind.CREDENTIAL);
                });
    }

    /// `POST …/rotate`: another secret, beside which the one before counts for a while.
    Response rotate(Request request) {
        Duration overlap =
                JsonBody.of(request, List.of("overlap"))
                        .text("overlap")
                        .map(CredentialResources::duration)
                        .orElse(Duration.ZERO);
        String secret = texts.token();
        Instant until = parts.clock().instant().plus(overlap);
        return ApplicationParts.refusing(
                request,
                () ->
                        parts.changed(
                                parts.change(
                                        request,
                                        EntityKind.CREDENTIAL,
                                        (entity, settings) -> {
                                            requireSecret(entity);
                                            retire(settings, until);
                                            return settings.put(
                                                    "clientSecret",
                                                    SecretVerifier.ofGenerated(secret));
                                        }),
                                Map.of(MEMBER, secret)));
    }

    private void requireSecret(Entity credential) {
        boolean ours =
                servers.apply(
                                credential.workspace(),
                                credential.text("authorizationServer").orElse(""))
                        .filter(server -> server.builtIn() != null)
                        .isPresent();
        if (!ours) {
            throw Problem.of(
                    409,
                    "not_ours",
                    "the client is another server's, which alone can change its secret");
        }
        if (!credential.settings().hasNonNull("clientSecret")) {
            throw Problem.of(409, "no_secret", "the client does not prove itself by a secret");
        }
    }

    /// Keeps the secret there is beside the next one; leaves out what has ended.
    private void retire(ObjectNode settings, Instant until) {
        Instant now = parts.clock().instant();
        ObjectNode authentication =
                settings.path("authentication") instanceof ObjectNode there ? there : Json.object();
        ArrayNode secrets = authentication.arrayNode();
        for (JsonNode each : authentication.path("secrets")) {
            String end = each.path("expiresAt").asString("");
            if (end.isEmpty() || Instant.parse(end).isAfter(now)) {
                secrets.add(each);
            }
        }
        if (until.isAfter(now)) {
            secrets.addObject()
                    .put("secret", settings.path("clientSecret").asString())
                    .put("expiresAt", Instant.ofEpochSecond(until.getEpochSecond()).toString());
        }
        authentication.set("secrets", secrets);
        settings.set("authentication", authentication);
    }

    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (parts.matches()) {
            long count = Long.parseLong(parts.group(1));
            Duration duration =
                    switch (parts.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    };
            if (duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        }
        throw JsonBody.invalid("overlap", "must be a duration such as 24h, at most 90d");
    }
}
