package io.grantway.authserver.identity;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.jose.SigningAlgorithm;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a provider publishes of itself (OpenID Connect Discovery §3, RFC 8414 §2).
///
/// @param algorithms by which its ID tokens may be signed: those of ours that it names. Never a
///   MAC, whose key would be our password at the provider, and never none
/// @param tellsIssuer its answers say who they are from (RFC 9207 §3)
/// @param basic it takes a client's secret in a header (RFC 6749 §2.3.1)
record ProviderDocument(
        String issuer,
        URI authorization,
        URI token,
        Optional<URI> userinfo,
        URI keys,
        Set<SigningAlgorithm> algorithms,
        boolean tellsIssuer,
        boolean basic) {
    ProviderDocument {
        algorithms = Set.copyOf(algorithms);
    }

    /// @param issuer that it must be of: else one provider could speak for another (§4.3)
    /// @throws IdentityRefused saying what is wrong with it
    static ProviderDocument read(String text, URI issuer) {
        JsonNode json = object(text);
        if (!json.path("issuer").asString("").equals(issuer.toString())) {
            throw wrong("its issuer is another than configured");
        }
        Set<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
        words(json, "id_token_signing_alg_values_supported").stream()
                .flatMap(name -> SigningAlgorithm.of(name).stream())
                .forEach(algorithms::add);
        if (algorithms.isEmpty()) {
            throw wrong("it signs ID tokens by none of " + EnumSet.allOf(SigningAlgorithm.class));
        }
        boolean plain = "http".equals(issuer.getScheme());
        List<String> methods = words(json, "token_endpoint_auth_methods_supported");
        return new ProviderDocument(
                issuer.toString(),
                endpoint(json, "authorization_endpoint", plain).orElseThrow(),
                endpoint(json, "token_endpoint", plain).orElseThrow(),
                json.has("userinfo_endpoint")
                        ? endpoint(json, "userinfo_endpoint", plain)
                        : Optional.empty(),
                endpoint(json, "jwks_uri", plain).orElseThrow(),
                algorithms,
                json.path("authorization_response_iss_parameter_supported").asBoolean(false),
                methods.isEmpty() || methods.contains("client_secret_basic"));
    }

    private static JsonNode object(String text) {
        try {
            return Json.parse(text);
        } catch (Problem e) {
            throw wrong("it is no JSON");
        }
    }

    /// @param plain the operator has configured plain HTTP for this provider
    private static Optional<URI> endpoint(JsonNode json, String name, boolean plain) {
        try {
            URI uri = new URI(json.path(name).asString(""));
            boolean good =
                    "https".equals(uri.getScheme()) || (plain && "http".equals(uri.getScheme()));
            if (good && uri.getHost() != null && uri.getRawFragment() == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw wrong("its " + name + " is no https address");
    }

    private static List<String> words(JsonNode json, String name) {
        return json.path(name).isArray()
                ? json.path(name).valueStream().map(each -> each.asString("")).toList()
                : List.of();
    }

    private static IdentityRefused wrong(String why) {
        return IdentityRefused.unavailable("metadata", why);
    }
}
