package io.grantway.token;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What an authorization server publishes of itself (RFC 8414 §2, OpenID Connect Discovery §3), as
/// far as it matters here.
///
/// @param issuer as it writes it
public record ServerMetadata(
        String issuer,
        Optional<URI> jwksUri,
        Optional<URI> introspection,
        Optional<URI> registration,
        Optional<URI> token) {

    /// @param expected the issuer that it must be of: else one server could speak for another (RFC
    ///   8414 §3.3)
    /// @param plain plain HTTP was configured for it
    /// @throws IllegalArgumentException saying what is wrong with it
    static ServerMetadata read(String text, Optional<String> expected, boolean plain) {
        JsonNode json = parsed(text);
        String issuer = json.path("issuer").asString("");
        if (issuer.isEmpty() || expected.filter(it -> !it.equals(issuer)).isPresent()) {
            throw new IllegalArgumentException(
                    "its issuer is "
                            + (issuer.isEmpty() ? "missing" : issuer)
                            + ", configured is "
                            + expected.orElse("none"));
        }
        return new ServerMetadata(
                issuer,
                address(json, "jwks_uri", plain),
                address(json, "introspection_endpoint", plain),
                address(json, "registration_endpoint", plain),
                address(json, "token_endpoint", plain));
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.parse(text);
        } catch (Problem e) {
            throw new IllegalArgumentException("it is no JSON", e);
        }
    }

    private static Optional<URI> address(JsonNode json, String name, boolean plain) {
        if (!json.path(name).isString()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(json.path(name).asString());
            boolean secure = "https".equals(uri.getScheme());
            if (uri.getHost() != null && (secure || (plain && "http".equals(uri.getScheme())))) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException _) {
            // Told below.
        }
        throw new IllegalArgumentException("its " + name + " is no https address");
    }
}
