package io.grantway.boot;

import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.JsonBody;
import io.grantway.admin.Operation;
import io.grantway.admin.Schema;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.jose.KeyRing;
import io.grantway.jose.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The keys of the issuers as operations of the admin API. Keys that sign for a whole server belong
/// to those who are `admin` of it.
final class SigningKeyOperations {
    private static final String KEYS = "/api/v1/signing-keys";
    private static final Schema KEY =
            Schema.object()
                    .with("id", Schema.TEXT)
                    .with("issuer", Schema.TEXT)
                    .with("algorithm", Schema.TEXT)
                    .with("state", Schema.oneOf("next", "current", "retired", "gone"))
                    .with("published_at", Schema.TIME)
                    .with("signs_from", Schema.TIME)
                    .with("retired_at", Schema.TIME.orNull())
                    .with("gone_at", Schema.TIME.orNull());
    private static final Schema LIST = Schema.object().with("data", Schema.listOf(KEY));

    private final Supplier<List<KeyRing>> rings;
    private final AuditTrail trail;
    private final InstantSource clock;

    private SigningKeyOperations(
            Supplier<List<KeyRing>> rings, AuditTrail trail, InstantSource clock) {
        this.rings = rings;
        this.trail = trail;
        this.clock = clock;
    }

    /// @param rings those in force
    static List<Operation> of(
            Supplier<List<KeyRing>> rings, AuditTrail trail, InstantSource clock) {
        SigningKeyOperations keys = new SigningKeyOperations(rings, trail, clock);
        return List.of(
                Operation.get(KEYS, "listSigningKeys", "The keys that the issuers sign with")
                        .answers(200, LIST)
                        .by(_ -> keys.list(rings.get())),
                Operation.post(
                                KEYS + "/rotate",
                                "rotateSigningKeys",
                                "Publishes successors now, which sign as soon as everybody can know"
                                        + " them")
                        .takes(Schema.object().optional("issuer", Schema.TEXT), "{}")
                        .answers(200, LIST)
                        .by(keys::rotate),
                Operation.delete(
                                KEYS + "/{kid}",
                                "withdrawSigningKey",
                                "Takes a key out at once that others may know")
                        .variable("kid", "xfp1JNMnWA9xVcXPiYyJoZCPAtq39yWMx4pPpU0tLEY")
                        .answers(204)
                        .by(keys::withdraw));
    }

    private Response list(List<KeyRing> some) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        for (KeyRing ring : some) {
            ring.keys().forEach(key -> data.add(shown(ring, key)));
        }
        return Response.json(200, Json.write(json));
    }

    private ObjectNode shown(KeyRing ring, SigningKey key) {
        return Json.object()
                .put("id", key.id())
                .put("issuer", ring.issuer())
                .put("algorithm", key.algorithm().wireName())
                .put("state", key.times().state(clock.instant()).name().toLowerCase(Locale.ROOT))
                .put("published_at", key.times().published().toString())
                .put("signs_from", key.times().signsFrom().toString())
                .put("retired_at", time(key.times().retired()))
                .put("gone_at", time(key.times().gone()));
    }

    private static @Nullable String time(Instant time) {
        return time.equals(Instant.MAX) ? null : time.toString();
    }

    private Response rotate(Request request) {
        Optional<String> issuer = JsonBody.of(request, List.of("issuer")).text("issuer");
        List<KeyRing> some =
                rings.get().stream()
                        .filter(ring -> issuer.map(ring.issuer()::equals).orElse(true))
                        .toList();
        if (issuer.isPresent() && some.isEmpty()) {
            throw Problem.notFound("there is no issuer " + issuer.get());
        }
        for (KeyRing ring : some) {
            ring.rotateNow();
            note(AuditEntry.Action.UPDATE, ring.issuer());
        }
        return list(some);
    }

    private Response withdraw(Request request) {
        String id = request.variable("kid");
        for (KeyRing ring : rings.get()) {
            if (ring.withdraw(id)) {
                note(AuditEntry.Action.DELETE, ring.issuer() + "#" + id);
                return Response.empty(204);
            }
        }
        throw Problem.notFound("there is no key of that id");
    }

    private void note(AuditEntry.Action action, String object) {
        trail.append(
                trail.entry(
                        action,
                        "signing_key",
                        object,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
