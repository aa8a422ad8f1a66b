package io.grantway.boot;

import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.token.ExternalServerConfig;
import io.grantway.token.IntrospectionConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Finds what is wrong with a server of somebody else, without asking it: one that cannot be
/// reached stops no start.
record ExternalServerCheck(Loaded<Configuration> loaded, Mistakes mistakes) {
    void run(ExternalServerConfig server) {
        if (!server.validatesLocally() && server.introspection() == null) {
            mistakes.add(
                    loaded.at(server),
                    "nothing says how its tokens are judged: give it issuer, jwt or introspection");
        }
        String issuer = server.issuer();
        if (issuer != null && learns(server)) {
            checkAddress(server, "issuer", issuer);
        }
        if (server.metadata() != null) {
            checkAddress(server, "metadata", server.metadata().toString());
        }
        if (server.jwt() != null) {
            checkAddress(server.jwt(), "jwksUri", text(server.jwt().jwksUri()));
        }
        IntrospectionConfig introspection = server.introspection();
        if (introspection != null) {
            checkAddress(introspection, "endpoint", text(introspection.endpoint()));
            if (introspection.endpoint() == null && server.metadataPlaces().isEmpty()) {
                mistakes.add(
                        loaded.at(introspection, "endpoint"),
                        "endpoint is missing, and there is no issuer to learn it from");
            }
            if (introspection.signed() && !server.validatesLocally()) {
                mistakes.add(
                        loaded.at(introspection, "signed"),
                        "signed answers need the server's keys: give it issuer or jwt");
            }
        }
    }

    /// Whether its keys or endpoints have to be asked for.
    private static boolean learns(ExternalServerConfig server) {
        return server.metadata() == null && (server.jwt() == null || !server.jwt().givesKeys());
    }

    private static @Nullable String text(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }

    private void checkAddress(Record owner, String key, @Nullable String address) {
        if (address == null) {
            return;
        }
        try {
            URI uri = URI.create(address);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (http
                    && uri.getHost() != null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null) {
                return;
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        mistakes.add(
                loaded.at(owner, key),
                key + " must be an absolute URL, such as https://login.example/realms/partners");
    }
}
