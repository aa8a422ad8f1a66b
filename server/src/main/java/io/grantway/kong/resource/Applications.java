package io.grantway.kong.resource;

import io.grantway.authserver.PasswordHash;
import io.grantway.authserver.SecretVerifier;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Kong's `oauth2` credentials: our applications.
final class Applications implements Mapping {
    private static final Rename VISIBLE =
            Rename.of("name", "client_id", "redirect_uris", "client_type");

    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            Credentials.CONSUMER,
                            Field.of("name", Type.text(255)).must(),
                            Field.of(
                                    "client_id",
                                    Type.text(
                                            255,
                                            Rule.matching(
                                                    "[\\x20-\\x7e]+",
                                                    _ -> "only printable ASCII is allowed"))),
                            Field.of("client_secret", Type.text(1024)).secret(),
                            Field.flag("hash_secret", false),
                            Field.of("redirect_uris", Type.array(Type.text(Applications::badUri))),
                            Field.text("client_type", Rule.oneOf("confidential", "public"))
                                    .or("confidential")),
                    List.of());

    static final Kind KIND =
            Kind.credential(
                    EntityKind.APPLICATION,
                    "oauth2",
                    "oauth2",
                    "client_id",
                    SCHEMA,
                    new Applications());

    private Applications() {}

    private static Optional<String> badUri(JsonNode value) {
        String text = value.asString();
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null || (uri.getHost() == null && uri.getRawPath() == null)) {
                return Optional.of("cannot parse '" + text + "'");
            }
            return uri.getRawFragment() == null
                    ? Optional.empty()
                    : Optional.of("fragment not allowed in '" + text + "'");
        } catch (URISyntaxException _) {
            return Optional.of("cannot parse '" + text + "'");
        }
    }

    @Override
    public Set<String> fields() {
        return Set.of(
                "name",
                "client_id",
                "client_secret",
                "hash_secret",
                "redirect_uris",
                "client_type");
    }

    @Override
    public ObjectNode read(Entity entity) {
        return VISIBLE.read(entity).put("hash_secret", hashed(entity.settings()));
    }

    private static boolean hashed(ObjectNode settings) {
        return PasswordHash.isHash(settings.path("clientSecret").asString(""));
    }

    @Override
    public void write(Change change) {
        ObjectNode kong = change.kong();
        ObjectNode settings = change.settings();
        if (!Schema.isSet(kong, "client_id")) {
            kong.put("client_id", settings.path("clientId").asString(change.fresh().text()));
        }
        VISIBLE.write(change);
        if (kong.path("client_type").asString("").equals("public")) {
            // What a client ships to everybody is no secret, and must not count as one.
            settings.remove("clientSecret");
        } else if (Schema.isSet(kong, "client_secret")) {
            take(kong.path("client_secret").asString(), change);
        } else if (needsSecret(settings)) {
            make(change);
        }
    }

    /// Kong's applications have a secret; one whose way to prove itself is set elsewhere has what
    /// that way needs.
    private static boolean needsSecret(ObjectNode settings) {
        return !settings.has("clientSecret") && !settings.path("authentication").has("method");
    }

    private static void take(String given, Change change) {
        boolean hash = change.kong().path("hash_secret").asBoolean(false);
        String before = change.settings().path("clientSecret").asString("");
        String kept =
                hash || PasswordHash.isHash(given)
                        ? Hashes.kept("client_secret", before, given, change.fresh()::pbkdf2)
                        : given;
        change.settings().put("clientSecret", kept);
        change.shown().put("client_secret", given);
    }

    private static void make(Change change) {
        String made = change.fresh().text();
        boolean hash = change.kong().path("hash_secret").asBoolean(false);
        change.settings()
                .put(
                        "clientSecret",
                        hash ? change.fresh().pbkdf2(made) : SecretVerifier.ofGenerated(made));
        change.shown().put("client_secret", made);
    }
}
