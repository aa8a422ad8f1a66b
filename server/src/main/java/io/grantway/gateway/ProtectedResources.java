package io.grantway.gateway;

import io.grantway.http.Json;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.oauth.Scopes;
import io.grantway.token.Possession;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is published of the APIs that need access tokens, so that a client can find out where to
/// get one (RFC 9728).
public final class ProtectedResources {
    private static final String PREFIX = "/.well-known/oauth-protected-resource/";
    private static final String DEFAULT_WORKSPACE = "default";

    private final Map<String, Resource> byPath = new HashMap<>();

    public ProtectedResources(List<Resource> resources) {
        resources.forEach(each -> byPath.put(path(each.workspace(), each.api()), each));
    }

    /// One API.
    ///
    /// @param name its identifier, where it is configured
    /// @param issuers of the servers whose tokens open it, as far as they are known
    /// @param places where tokens may be: `header`, `body`, `query`
    /// @param bound takes bound tokens only
    public record Resource(
            String workspace,
            String api,
            Optional<URI> name,
            List<String> issuers,
            Scopes scopes,
            List<String> places,
            boolean bound) {
        public Resource {
            issuers = List.copyOf(issuers);
            places = List.copyOf(places);
        }
    }

    /// Where the metadata of an API is: its name behind the well-known address, and the workspace
    /// between, where it has one.
    public static String path(String workspace, String api) {
        return PREFIX
                + (workspace.equals(DEFAULT_WORKSPACE) ? "" : encoded(workspace) + "/")
                + encoded(api);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The answer to a request for metadata; empty for any other request. Asked for every call.
    public Optional<Response> find(RequestHead head) {
        String path = head.target().path();
        if (!path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Resource resource = byPath.get(path);
        if (resource == null || !(head.method().equals("GET") || head.method().equals("HEAD"))) {
            return Optional.empty();
        }
        return Optional.of(
                Response.json(200, Json.write(json(resource, head)))
                        .with("Cache-Control", "public, max-age=300")
                        .with("Access-Control-Allow-Origin", "*"));
    }

    private static ObjectNode json(Resource resource, RequestHead head) {
        ObjectNode json = Json.object();
        json.put("resource", identifier(resource, head));
        add(json.putArray("authorization_servers"), resource.issuers());
        add(json.putArray("scopes_supported"), List.copyOf(resource.scopes().tokens()));
        add(json.putArray("bearer_methods_supported"), resource.places());
        json.put("resource_name", resource.api());
        add(
                json.putArray("dpop_signing_alg_values_supported"),
                List.of(Possession.ALGORITHMS.split(" ", -1)));
        json.put("dpop_bound_access_tokens_required", resource.bound());
        json.put("tls_client_certificate_bound_access_tokens", true);
        return json;
    }

    private static void add(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    /// What the metadata's address is made of (RFC 9728 §3.1), unless it is configured.
    private static String identifier(Resource resource, RequestHead head) {
        return resource.name()
                .map(URI::toString)
                .orElseGet(() ->
                        (head.isSecure() ? "https" : "http")
                                + "://"
                                + head.target().authority()
                                + "/"
                                + path(resource.workspace(), resource.api())
                                        .substring(PREFIX.length()));
    }
}
