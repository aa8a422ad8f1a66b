package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;

import io.grantway.admin.AuditEntry;
import io.grantway.admin.CatalogOvertaken;
import io.grantway.admin.EntityStore;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.store.seal.Seal;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Entities in the table `entity`, what they say sealed, and the applied sets in `setting`.
public final class SqlEntities implements EntityStore {
    private static final String COLUMNS = "id, workspace, kind, body, created_at, updated_at";
    private static final String PAGE =
            "SELECT " + COLUMNS + " FROM entity WHERE id > ? ORDER BY id LIMIT ?";
    private static final String PUT =
            "INSERT INTO entity ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                    + " workspace = excluded.workspace, kind = excluded.kind,"
                    + " body = excluded.body, created_at = excluded.created_at,"
                    + " updated_at = excluded.updated_at";
    private static final String DELETE = "DELETE FROM entity WHERE id = ?";

    /// Settings beside the table; announced to other nodes by the first one's name.
    private static final String STATE = "catalog";

    private static final String SETS = "applied-sets";
    private static final String SETS_ROW = SqlSettings.sealedRow(SETS);
    private static final int PAGE_SIZE = 1000;
    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;
    private final Seal seal;

    public SqlEntities(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    @Override
    public List<Entity> all() {
        List<Entity> all = new ArrayList<>();
        byte[] last = new byte[0];
        while (true) {
            byte[] after = last;
            List<Entity> page =
                    database.read(session -> session.list(PAGE, this::entity, after, PAGE_SIZE));
            all.addAll(page);
            if (page.size() < PAGE_SIZE) {
                return all;
            }
            last = bytes(page.getLast().id());
        }
    }

    @Override
    public long state() {
        return database.read(SqlEntities::state);
    }

    private static long state(Session session) throws SQLException {
        return SqlSettings.find(session, STATE).map(SqlEntities::number).orElse(0L);
    }

    private static long number(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    /// The first of what a change does.
    private static long advance(Session session, long seen) throws SQLException {
        if (state(session) != seen) {
            throw new CatalogOvertaken();
        }
        long next = seen + 1;
        SqlSettings.put(session, STATE, ByteBuffer.allocate(Long.BYTES).putLong(next).array());
        return next;
    }

    @Override
    public Optional<byte[]> sets() {
        return database.read(session -> SqlSettings.find(session, SETS))
                .map(sealed -> seal.open(sealed, SETS_ROW));
    }

    @Override
    public long saveSets(long state, byte[] sets) {
        byte[] sealed = seal.seal(sets, SETS_ROW);
        return database.write(session -> {
            long next = advance(session, state);
            SqlSettings.put(session, SETS, sealed);
            return next;
        });
    }

    @Override
    public long save(
            long state, Collection<Entity> put, Collection<UUID> gone, List<AuditEntry> trail) {
        return database.write(session -> {
            long next = advance(session, state);
            for (UUID id : gone) {
                session.update(DELETE, (Object) bytes(id));
            }
            for (Entity entity : put) {
                put(session, entity);
            }
            for (AuditEntry entry : trail) {
                SqlAudit.append(session, entry);
            }
            return next;
        });
    }

    private void put(Session session, Entity entity) throws SQLException {
        session.update(
                PUT,
                bytes(entity.id()),
                entity.workspace(),
                entity.kind().toString(),
                seal.seal(JSON.writeValueAsBytes(body(entity)), row(entity.id())),
                millis(entity.createdAt()),
                millis(entity.updatedAt()));
    }

    static String row(UUID id) {
        return "entity " + id;
    }

    private static ObjectNode body(Entity entity) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode owners = body.putObject("owners");
        entity.owners().forEach((kind, id) -> owners.put(kind.toString(), id.toString()));
        body.set("settings", entity.settings());
        entity.tags().forEach(body.putArray("tags")::add);
        body.put("enabled", entity.enabled());
        body.set("extras", entity.extras());
        return body;
    }

    private Entity entity(ResultSet row) throws SQLException {
        UUID id = Columns.id(row, "id");
        JsonNode body = JSON.readTree(seal.open(row.getBytes("body"), row(id)));
        Map<EntityKind, UUID> owners = new EnumMap<>(EntityKind.class);
        body.path("owners")
                .properties()
                .forEach(owner ->
                        owners.put(
                                EntityKind.of(owner.getKey()),
                                UUID.fromString(owner.getValue().asString())));
        return new Entity(
                id,
                EntityKind.of(row.getString("kind")),
                row.getString("workspace"),
                owners,
                (ObjectNode) body.path("settings"),
                body.path("tags").valueStream().map(JsonNode::asString).toList(),
                body.path("enabled").asBoolean(),
                (ObjectNode) body.path("extras"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"),
                Optional.empty());
    }
}
