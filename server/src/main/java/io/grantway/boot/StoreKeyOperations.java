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
import io.grantway.store.KeyRotation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The keys that the store is encrypted by as operations of the admin API.
final class StoreKeyOperations {
    private static final String KEYS = "/api/v1/store-keys";
    private static final String DATA = "data";
    private static final String WRAPPING = "wrapping";
    private static final Schema STATUS =
            Schema.object()
                    .with(
                            "wrapping_key",
                            Schema.object()
                                    .with("kind", Schema.oneOf("file", "given", "pkcs11"))
                                    .with("rotating", Schema.BOOLEAN)
                                    .with("left", Schema.INTEGER))
                    .with(
                            "data_keys",
                            Schema.listOf(
                                    Schema.object()
                                            .with("workspace", Schema.TEXT)
                                            .with("since", Schema.TIME)
                                            .with("rotating", Schema.BOOLEAN)
                                            .with("left", Schema.INTEGER)));

    private final KeyRotation rotation;
    private final AuditTrail trail;
    private final Executor background;

    private StoreKeyOperations(KeyRotation rotation, AuditTrail trail, Executor background) {
        this.rotation = rotation;
        this.trail = trail;
        this.background = background;
    }

    static List<Operation> of(KeyRotation rotation, AuditTrail trail, Executor background) {
        StoreKeyOperations keys = new StoreKeyOperations(rotation, trail, background);
        return List.of(
                Operation.get(
                                KEYS,
                                "showStoreKeys",
                                "The keys that the store is encrypted by, and how far a rotation"
                                        + " is")
                        .answers(200, STATUS)
                        .by(_ -> keys.status(200)),
                Operation.post(
                                KEYS + "/rotate",
                                "rotateStoreKeys",
                                "Puts new keys in the place of the workspaces' data keys or of the"
                                        + " key that wraps them, and encrypts everything again in"
                                        + " the background")
                        .takes(
                                Schema.object().with("keys", Schema.oneOf(DATA, WRAPPING)),
                                "{\"keys\": \"data\"}")
                        .answers(202, STATUS)
                        .by(keys::rotate));
    }

    private Response rotate(Request request) {
        String which = JsonBody.of(request, List.of("keys")).requiredText("keys");
        switch (which) {
            case DATA -> rotation.rotateDataKeys();
            case WRAPPING -> rotateWrapping();
            default -> throw JsonBody.invalid("keys", "must be \"data\" or \"wrapping\"");
        }
        trail.append(
                trail.entry(
                        AuditEntry.Action.UPDATE,
                        "store_key",
                        which,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        Response begun = status(202);
        background.execute(rotation::proceed);
        return begun;
    }

    private void rotateWrapping() {
        try {
            rotation.rotateWrapping();
        } catch (IllegalStateException e) {
            throw Problem.of(409, "store_key_not_rotatable", String.valueOf(e.getMessage()));
        }
    }

    private Response status(int code) {
        KeyRotation.Status status = rotation.status();
        ObjectNode json = Json.object();
        json.putObject("wrapping_key")
                .put("kind", status.kind().toString())
                .put("rotating", status.rotating())
                .put("left", status.left());
        ArrayNode data = json.putArray("data_keys");
        for (KeyRotation.DataKey key : status.dataKeys()) {
            data.addObject()
                    .put("workspace", key.workspace())
                    .put("since", key.since().toString())
                    .put("rotating", key.rotating())
                    .put("left", key.left());
        }
        return Response.json(code, Json.write(json));
    }
}
