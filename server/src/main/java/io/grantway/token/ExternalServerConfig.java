package io.grantway.token;

import io.grantway.config.Key;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An authorization server of somebody else whose access tokens count here.
public record ExternalServerConfig(
        @Key(
                        value =
                                "Its issuer identifier, as its tokens name it (`iss`). What is not"
                                        + " configured here is learned from its metadata (OpenID"
                                        + " Connect Discovery, RFC 8414).",
                        example = "https://login.example/realms/partners")
                @Nullable String issuer,
        @Key(
                        value = "Where its metadata is, where that is not the usual place.",
                        example = "https://login.example/metadata.json")
                @Nullable URI metadata,
        @Key(
                        value =
                                "Whom its tokens must be for (`aud`): one of these, on every API,"
                                        + " whatever `requireToken` asks for.",
                        example = "[orders-api]")
                List<String> audience,
        @Key("How its signed tokens are verified, where its metadata does not say.")
                @Nullable LocalValidationConfig jwt,
        @Key(
                        "Its introspection endpoint (RFC 7662), for tokens that cannot be judged"
                                + " here: opaque and encrypted ones.")
                @Nullable IntrospectionConfig introspection,
        @Key(value = "What its tokens look like, where they do not name it.", or = "{}")
                TokenShapeConfig tokens,
        @Key(value = "The claims that tell what of a token.", or = "{}") ClaimNamesConfig claims,
        @Key(
                        value =
                                "Its names for scopes, and ours: several of ours stand side by side"
                                        + " with spaces. Others keep their names.",
                        example = "{orders_ro: orders.read, orders_rw: orders.read orders.write}")
                Map<String, String> scopes,
        @Key("How clients are registered there (RFC 7591).")
                @Nullable ExternalRegistrationConfig registration) {
    public ExternalServerConfig {
        audience = List.copyOf(audience);
        if (issuer != null && issuer.isBlank()) {
            throw new IllegalArgumentException("issuer must not be empty");
        }
        if (issuer != null && metadata == null) {
            usualPlaces(issuer);
        }
        boolean tellsPlaces = metadata != null || isAddress(issuer);
        if (introspection != null && introspection.endpoint() == null && !tellsPlaces) {
            throw new IllegalArgumentException(
                    "introspection needs endpoint where no metadata tells it: give that, or issuer"
                            + " as an https address, or metadata");
        }
        if (introspection != null
                && introspection.signed()
                && (jwt == null || !jwt.givesPublicKeys())
                && (!tellsPlaces || (jwt != null && jwt.givesKeys()))) {
            throw new IllegalArgumentException(
                    "introspection.signed needs the server's public keys: give issuer or metadata,"
                            + " or jwt.jwksUri, jwt.jwks, jwt.certificate or jwt.trustStore");
        }
    }

    private static boolean isAddress(@Nullable String issuer) {
        return issuer != null && (issuer.startsWith("https://") || issuer.startsWith("http://"));
    }

    /// Whether it says where its keys are, so that they need not be learned.
    boolean givesKeys() {
        return jwt != null && jwt.givesKeys();
    }

    /// Whether its signed tokens can be verified here.
    public boolean validatesLocally() {
        return givesKeys() || issuer != null || metadata != null;
    }

    /// Where its metadata may be (OpenID Connect Discovery §4, RFC 8414 §3.1), the likeliest first.
    public List<URI> metadataPlaces() {
        if (metadata != null) {
            return List.of(metadata);
        }
        return issuer == null ? List.of() : usualPlaces(issuer);
    }

    /// Where the metadata of an issuer may be. Empty for one that is a mere name.
    ///
    /// @throws IllegalArgumentException where it is no sound address
    public static List<URI> usualPlaces(String issuer) {
        if (!isAddress(issuer)) {
            return List.of();
        }
        URI uri;
        try {
            uri = new URI(issuer);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("issuer is no address: " + e.getReason(), e);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("issuer is an address without a host");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/$", "");
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        return List.of(
                URI.create(origin + path + "/.well-known/openid-configuration"),
                URI.create(origin + "/.well-known/oauth-authorization-server" + path));
    }
}
