package io.grantway.authserver.registration;

import io.grantway.authserver.SecretVerifier;
import io.grantway.catalog.Entity;
import io.grantway.http.Json;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A registered client as the settings of an application in the catalog, and back. An administrator
/// may have changed them meanwhile; what they say counts.
final class Kept {
    private Kept() {}

    /// Writes what a client asked for into the settings of its application; leaves what it cannot
    /// ask for.
    static void write(ClientDetails details, String clientId, ObjectNode settings) {
        settings.put("name", details.told().path("client_name").asString(clientId));
        settings.put("clientId", clientId);
        boolean open = details.method() == TokenEndpointAuthMethod.NONE;
        settings.put("clientType", open ? "public" : "confidential");
        list(settings, "redirectUris", details.redirectUris());
        ObjectNode authentication = child(settings, "authentication");
        authentication.put("method", details.method().wireName());
        set(authentication, "jwks", details.jwks());
        set(
                authentication,
                "jwksUri",
                details.jwksUri().map(uri -> authentication.stringNode(uri.toString())));
        set(
                authentication,
                "certificate",
                Optional.of(details.certificate())
                        .filter(names -> !names.isEmpty())
                        .map(Kept::object));
        ObjectNode metadata = child(settings, "metadata");
        list(metadata, "grantTypes", details.grantTypes());
        list(metadata, "responseTypes", details.responseTypes());
        list(metadata, "scopes", details.scopes());
        details.preferences().write(metadata);
        child(settings, "registration").set("metadata", details.told());
    }

    /// What the client is told of itself (RFC 7591 §3.2.1), without secrets.
    static ObjectNode read(Entity application) {
        ObjectNode settings = application.settings();
        ObjectNode json = Json.object();
        json.put("client_id", settings.path("clientId").asString(""));
        json.put("client_id_issued_at", application.createdAt().getEpochSecond());
        if (settings.path("registration").path("metadata") instanceof ObjectNode told) {
            json.setAll(told);
        }
        copy(settings, "redirectUris", json, "redirect_uris");
        JsonNode authentication = settings.path("authentication");
        copy(authentication, "method", json, "token_endpoint_auth_method");
        copy(authentication, "jwks", json, "jwks");
        copy(authentication, "jwksUri", json, "jwks_uri");
        MetadataCheck.CERTIFICATE.forEach(
                (member, key) -> copy(authentication.path("certificate"), key, json, member));
        JsonNode metadata = settings.path("metadata");
        copy(metadata, "grantTypes", json, "grant_types");
        copy(metadata, "responseTypes", json, "response_types");
        json.put(
                "scope",
                String.join(
                        " ",
                        metadata.path("scopes").valueStream().map(JsonNode::asString).toList()));
        Preferences.read(metadata, json);
        return json;
    }

    /// Whether the secret that is kept can serve a method: a hash is no key of a MAC.
    static boolean secretServes(ObjectNode settings, TokenEndpointAuthMethod method) {
        String secret = settings.path("clientSecret").asString("");
        return !secret.isEmpty() && !(method.isMac() && SecretVerifier.isHash(secret));
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.path(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }

    private static void list(ObjectNode parent, String name, Collection<String> values) {
        ArrayNode array = parent.putArray(name);
        values.forEach(array::add);
    }

    private static void set(ObjectNode parent, String name, Optional<? extends JsonNode> value) {
        parent.remove(name);
        value.ifPresent(node -> parent.set(name, node));
    }

    private static ObjectNode object(Map<String, String> values) {
        ObjectNode json = Json.object();
        values.forEach(json::put);
        return json;
    }

    private static void copy(JsonNode from, String key, ObjectNode to, String member) {
        JsonNode value = from.path(key);
        if (!value.isMissingNode() && !value.isNull()) {
            to.set(member, value.deepCopy());
        }
    }
}
