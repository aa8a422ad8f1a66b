package io.grantway.boot;

import io.grantway.boot.registry.Identified;
import io.grantway.boot.registry.Union;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.NormalPath;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.supply.OAuth2Config;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/// Publishes the keys that security definitions prove themselves with (RFC 7517 §5), so that nobody
/// has to host them elsewhere.
final class ClientKeySets {
    private static final String PREFIX = "/.well-known/jwks/";

    private final Supplier<Union> union;
    private final LiveTokens tokens;

    /// @param union in force
    ClientKeySets(Supplier<Union> union, LiveTokens tokens) {
        this.union = union;
        this.tokens = tokens;
    }

    /// Where the keys of a definition are: its name behind the well-known address, and the
    /// workspace between, where it has one.
    static String path(String workspace, String definition) {
        boolean bare = workspace.equals(Configuration.DEFAULT_WORKSPACE);
        return PREFIX + (bare ? "" : encoded(workspace) + "/") + encoded(definition) + ".json";
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Who answers a request for keys; empty for any other request. Asked for every call.
    Optional<Handler> find(RequestHead head) {
        String path = head.target().path();
        if (!path.startsWith(PREFIX)
                || !(head.method().equals("GET") || head.method().equals("HEAD"))) {
            return Optional.empty();
        }
        return union.get().securityDefinitions().stream()
                .filter(each -> isAt(each, path))
                .findFirst()
                .map(each -> _ -> answer(each));
    }

    /// A name that cannot stand in a path, such as one with a slash, is nowhere.
    private static boolean isAt(Identified<SecurityDefinitionConfig> definition, String path) {
        OAuth2Config config = definition.config().oauth2();
        if (config == null || !config.makesKeys()) {
            return false;
        }
        String own = path(definition.workspace(), definition.config().name());
        return !own.contains("%2F") && !own.contains("%5C") && NormalPath.of(own).equals(path);
    }

    /// A key is published a day before it signs.
    private Response answer(Identified<SecurityDefinitionConfig> definition) {
        return tokens.jwks(definition.workspace(), definition.config())
                .map(jwks ->
                        Response.json(200, Json.write(jwks))
                                .with("Cache-Control", "public, max-age=3600")
                                .with("Access-Control-Allow-Origin", "*"))
                .orElseGet(() -> Response.empty(404));
    }
}
