package io.grantway.kong.resource;

import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.http.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What consumers prove themselves by, and the groups they are in, besides applications.
final class Credentials {
    static final Field CONSUMER =
            Field.of("consumer", new Type.Owner(EntityKind.CONSUMER, "consumers")).must();

    static final Kind KEY =
            Kind.credential(
                    EntityKind.KEY,
                    "key-auths",
                    "key-auth",
                    "key",
                    new Schema(
                            List.of(
                                    CONSUMER,
                                    Field.of("key", Type.text(1024)).secret(),
                                    Field.of("ttl", new Type.Whole(List.of(Credentials::noLife)))),
                            List.of()),
                    new Secrets(Set.of(), "key"));

    static final Kind PASSWORD =
            Kind.credential(
                    EntityKind.PASSWORD,
                    "basic-auths",
                    "basic-auth",
                    "username",
                    new Schema(
                            List.of(
                                    CONSUMER,
                                    Field.of("username", Type.text(255)).must(),
                                    Field.of("password", Type.text(1024)).secret()),
                            List.of()),
                    new Passwords());

    static final Kind JWT =
            Kind.credential(
                    EntityKind.JWT,
                    "jwts",
                    "jwt",
                    "key",
                    new Schema(
                            List.of(
                                    CONSUMER,
                                    Field.of("key", Type.text(1024)),
                                    Field.of("secret", Type.text()).secret(),
                                    Field.text("rsa_public_key"),
                                    Field.text(
                                                    "algorithm",
                                                    Rule.oneOf(
                                                            "HS256", "HS384", "HS512", "RS256",
                                                            "RS384", "RS512", "ES256", "ES384",
                                                            "EdDSA"))
                                            .or("HS256")),
                            List.of(Credentials::hasPublicKey)),
                    new Secrets(Set.of("rsa_public_key", "algorithm", "key"), "secret"));

    static final Kind GROUP =
            Kind.credential(
                            EntityKind.GROUP,
                            "acls",
                            "acls",
                            "group",
                            new Schema(
                                    List.of(CONSUMER, Field.of("group", Type.text(255)).must()),
                                    List.of()),
                            Rename.of("group"))
                    .without(Credentials::sameGroup);

    private Credentials() {}

    /// A key that was meant to die and did not would let in whom nobody expects any more.
    private static Optional<String> noLife(JsonNode ttl) {
        return ttl.asLong() == 0
                ? Optional.empty()
                : Optional.of("Grantway's keys do not expire: delete the key when its time is up");
    }

    private static void hasPublicKey(ObjectNode kong, ObjectNode faults) {
        String algorithm = kong.path("algorithm").asString("");
        if (!algorithm.startsWith("HS") && !Schema.isSet(kong, "rsa_public_key")) {
            Schema.broken(faults, "failed conditional validation given value of field 'algorithm'");
            faults.put("rsa_public_key", "required field missing");
        }
    }

    private static Optional<ObjectNode> sameGroup(Entities all, Entity entity) {
        return entity.owner(EntityKind.CONSUMER)
                .filter(consumer ->
                        all.ownedBy(consumer).stream()
                                .anyMatch(other ->
                                        other.kind() == EntityKind.GROUP
                                                && !other.id().equals(entity.id())
                                                && other.text("group")
                                                        .equals(entity.text("group"))))
                .map(consumer -> {
                    ObjectNode key = Json.object();
                    key.putObject("consumer").put("id", consumer.toString());
                    return key.put("group", entity.text("group").orElse(""));
                });
    }

    /// Fields and one secret, which is made where none is given.
    private record Secrets(Set<String> visible, String hidden) implements Mapping {
        @Override
        public Set<String> fields() {
            Set<String> all = new HashSet<>(visible);
            all.add(hidden);
            return all;
        }

        @Override
        public ObjectNode read(Entity entity) {
            return new Rename(visible).read(entity);
        }

        @Override
        public void write(Change change) {
            ObjectNode kong = change.kong();
            if (visible.contains("key") && !Schema.isSet(kong, "key")) {
                kong.put("key", change.settings().path("key").asString(change.fresh().text()));
            }
            new Rename(visible).write(change);
            String setting = Names.setting(hidden);
            if (Schema.isSet(kong, hidden)) {
                change.settings().set(setting, kong.get(hidden));
                change.shown().set(hidden, kong.get(hidden));
            } else if (!Schema.isSet(change.settings(), setting)) {
                String made = change.fresh().text();
                change.settings().put(setting, made);
                change.shown().put(hidden, made);
            }
        }
    }

    /// A user name and a password, of which only a hash is kept. Kong never shows one either.
    private static final class Passwords implements Mapping {
        @Override
        public Set<String> fields() {
            return Set.of("username", "password");
        }

        @Override
        public ObjectNode read(Entity entity) {
            return Rename.of("username").read(entity);
        }

        @Override
        public void write(Change change) {
            Rename.of("username").write(change);
            if (Schema.isSet(change.kong(), "password")) {
                String given = change.kong().path("password").asString();
                String before = change.settings().path("password").asString("");
                change.settings()
                        .put(
                                "password",
                                Hashes.kept("password", before, given, change.fresh()::argon2id));
                change.shown().put("password", given);
            } else if (!Schema.isSet(change.settings(), "password")) {
                throw Refused.schema("password", "required field missing");
            }
        }
    }
}
