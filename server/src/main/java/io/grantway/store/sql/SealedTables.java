package io.grantway.store.sql;

import io.grantway.oauth.TokenHash;
import io.grantway.store.seal.WorkspaceKeys;
import java.util.List;
import java.util.UUID;

/// Everything in the database that is sealed by the store's key itself.
final class SealedTables {
    private static final String SETTINGS =
            "SELECT name, value FROM setting WHERE name > ? ORDER BY name LIMIT ?";
    private static final String SETTING =
            "UPDATE setting SET value = ? WHERE name = ? AND value = ?";
    private static final String ENTITIES =
            "SELECT id, body FROM entity WHERE id > ? ORDER BY id LIMIT ?";
    private static final String ENTITY = "UPDATE entity SET body = ? WHERE id = ? AND body = ?";
    private static final String SIGNING_KEYS =
            "SELECT issuer, id, body FROM signing_key WHERE (issuer, id) > (?, ?)"
                    + " ORDER BY issuer, id LIMIT ?";
    private static final String SIGNING_KEY =
            "UPDATE signing_key SET body = ? WHERE issuer = ? AND id = ? AND body = ?";
    private static final String SUPPLIED_TOKENS =
            "SELECT id, generation, body FROM supplied_token WHERE id > ? AND body IS NOT NULL"
                    + " ORDER BY id LIMIT ?";
    private static final String SUPPLIED_TOKEN =
            "UPDATE supplied_token SET body = ? WHERE id = ? AND body = ?";
    private static final String FACTORS =
            "SELECT user_id, key FROM authenticator_app WHERE user_id > ? ORDER BY user_id LIMIT ?";
    private static final String FACTOR =
            "UPDATE authenticator_app SET key = ? WHERE user_id = ? AND key = ?";
    private static final String DATA_KEYS =
            "SELECT workspace, version, body FROM data_key WHERE workspace > ?"
                    + " ORDER BY workspace LIMIT ?";
    private static final String DATA_KEY =
            "UPDATE data_key SET body = ? WHERE workspace = ? AND body = ?";

    private static final String CONNECT_SESSIONS =
            "SELECT id, version, body FROM connect_session WHERE id > ? ORDER BY id LIMIT ?";
    private static final String CONNECT_SESSION =
            "UPDATE connect_session SET body = ? WHERE id = ? AND body = ?";

    private static final List<Object> NO_BYTES = List.of(new byte[0]);

    static final List<SealedTable> ALL =
            List.of(
                    settings(),
                    entities(),
                    signingKeys(),
                    suppliedTokens(),
                    factors(),
                    dataKeys(),
                    connectSessions());

    private SealedTables() {}

    private static SealedTable settings() {
        return new SealedTable(
                List.of(""),
                SETTINGS,
                row -> {
                    String name = row.getString("name");
                    return new SealedRow(
                            List.of(name), row.getBytes("value"), SqlSettings.sealedRow(name));
                },
                SETTING);
    }

    private static SealedTable entities() {
        return new SealedTable(
                NO_BYTES,
                ENTITIES,
                row -> {
                    UUID id = Columns.id(row, "id");
                    return new SealedRow(
                            List.of(Columns.bytes(id)), row.getBytes("body"), SqlEntities.row(id));
                },
                ENTITY);
    }

    private static SealedTable signingKeys() {
        return new SealedTable(
                List.of("", ""),
                SIGNING_KEYS,
                row -> {
                    String issuer = row.getString("issuer");
                    String id = row.getString("id");
                    return new SealedRow(
                            List.of(issuer, id),
                            row.getBytes("body"),
                            SqlSigningKeys.row(issuer, id));
                },
                SIGNING_KEY);
    }

    private static SealedTable suppliedTokens() {
        return new SealedTable(
                NO_BYTES,
                SUPPLIED_TOKENS,
                row -> {
                    TokenHash id = Columns.hash(row, "id");
                    return new SealedRow(
                            List.of(id.bytes()),
                            row.getBytes("body"),
                            SqlSuppliedTokens.row(id, row.getLong("generation")));
                },
                SUPPLIED_TOKEN);
    }

    private static SealedTable factors() {
        return new SealedTable(
                NO_BYTES,
                FACTORS,
                row -> {
                    UUID user = Columns.id(row, "user_id");
                    return new SealedRow(
                            List.of(Columns.bytes(user)),
                            row.getBytes("key"),
                            SqlFactors.row(user));
                },
                FACTOR);
    }

    private static SealedTable dataKeys() {
        return new SealedTable(
                List.of(""),
                DATA_KEYS,
                row -> {
                    String workspace = row.getString("workspace");
                    return new SealedRow(
                            List.of(workspace),
                            row.getBytes("body"),
                            WorkspaceKeys.row(workspace, row.getLong("version")));
                },
                DATA_KEY);
    }

    private static SealedTable connectSessions() {
        return new SealedTable(
                List.of(""),
                CONNECT_SESSIONS,
                row -> {
                    String id = row.getString("id");
                    return new SealedRow(
                            List.of(id),
                            row.getBytes("body"),
                            SqlConnectSessions.row(id, row.getLong("version")));
                },
                CONNECT_SESSION);
    }
}
