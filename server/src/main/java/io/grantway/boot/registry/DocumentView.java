package io.grantway.boot.registry;

import io.grantway.admin.Preconditions;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.config.SecretMask;
import io.grantway.http.Json;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// How the native admin API shows an entity: the document that a configuration file would hold,
/// secrets masked, and beside its keys what is known of it.
final class DocumentView {
    /// Keys that are shown and cannot be set.
    static final Set<String> READ_ONLY =
            Set.of("id", "workspace", "owners", "declaredAt", "createdAt", "updatedAt");

    private final Documents documents;
    private final SecretMask mask;

    DocumentView(Entities entities, SecretMask mask) {
        this.documents = new Documents(entities);
        this.mask = mask;
    }

    /// What can be set, as it is.
    ObjectNode document(Entity entity) {
        ObjectNode document = Form.masked(entity.kind(), documents.whole(entity), mask);
        entity.tags().forEach(document.putArray("tags")::add);
        return document.put("enabled", entity.enabled());
    }

    ObjectNode of(Entity entity) {
        ObjectNode shown = Json.object();
        shown.put("id", entity.id().toString());
        shown.put("workspace", entity.workspace());
        shown.setAll(document(entity));
        if (entity.kind() == EntityKind.POLICY) {
            ObjectNode owners = shown.putObject("owners");
            entity.owners().forEach((kind, id) -> owners.put(kind.toString(), id.toString()));
        }
        shown.put("declaredAt", entity.declaredAt().orElse(null));
        shown.put("createdAt", entity.createdAt().toString());
        shown.put("updatedAt", entity.updatedAt().toString());
        return shown;
    }

    /// What changes whenever the document does, secrets included, and says nothing about them.
    String tag(Entity entity) {
        String text = Json.write(documents.whole(entity)) + entity.tags() + entity.enabled();
        return Preconditions.etag(entity.id() + text);
    }
}
