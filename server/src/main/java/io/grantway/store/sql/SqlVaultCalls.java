package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.text;

import io.grantway.vault.AccountKey;
import io.grantway.vault.CallFilter;
import io.grantway.vault.VaultCall;
import io.grantway.vault.VaultCallStore;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.VaultEvent.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The log of accounts in the table `vault_call`, and how long it is in `vault_call_count`. Ids
/// begin with the time: a span of time is a span of ids.
public final class SqlVaultCalls implements VaultCallStore {
    private static final int WORKSPACES = 10_000;
    private static final UUID END = new UUID(-1, -1);
    private static final String OK = "ok";

    private static final String COLUMNS =
            "workspace, id, app, user_name, provider, kind, outcome, at, status, millis, bytes,"
                    + " token_hash, detail, request_id";
    private static final String INSERT =
            "INSERT INTO vault_call ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String REST =
            " AND id < ? AND id >= ? AND user_name = coalesce(?, user_name)"
                    + " AND app = coalesce(?, app) AND provider = coalesce(?, provider)"
                    + " AND kind = coalesce(?, kind) AND outcome = coalesce(?, outcome)"
                    + " ORDER BY id DESC LIMIT ?";
    private static final String ALL =
            "SELECT " + COLUMNS + " FROM vault_call WHERE workspace = ?" + REST;
    private static final String OF_USER =
            "SELECT " + COLUMNS + " FROM vault_call WHERE workspace = ? AND user_name = ?" + REST;
    private static final String OF_OUTCOME =
            "SELECT "
                    + COLUMNS
                    + " FROM vault_call WHERE workspace = ? AND outcome = ? AND outcome <> 'ok'"
                    + REST;
    private static final String OF_KIND =
            "SELECT "
                    + COLUMNS
                    + " FROM vault_call WHERE workspace = ? AND kind = ? AND kind <> 'CALL'"
                    + REST;
    private static final String OF_PROVIDER =
            "SELECT " + COLUMNS + " FROM vault_call WHERE workspace = ? AND provider = ?" + REST;
    private static final String OF_APP =
            "SELECT " + COLUMNS + " FROM vault_call WHERE workspace = ? AND app = ?" + REST;

    private static final String COUNT =
            "INSERT INTO vault_call_count (workspace, kept) VALUES (?, ?) ON CONFLICT (workspace)"
                    + " DO UPDATE SET kept = vault_call_count.kept + excluded.kept";
    private static final String COUNTED = "SELECT kept FROM vault_call_count WHERE workspace = ?";
    private static final String COUNTS =
            "SELECT workspace, kept FROM vault_call_count WHERE workspace > ? ORDER BY workspace"
                    + " LIMIT ?";
    private static final String OLD =
            "DELETE FROM vault_call WHERE workspace = ? AND id IN (SELECT id FROM vault_call"
                    + " WHERE workspace = ? AND id < ? ORDER BY id LIMIT ?)";
    private static final String FORGET =
            "DELETE FROM vault_call WHERE workspace = ? AND user_name = ? AND app = ?";

    private final Database database;

    public SqlVaultCalls(Database database) {
        this.database = database;
    }

    @Override
    public void add(List<VaultCall> calls) {
        database.write(session -> {
            Map<String, Long> added = new LinkedHashMap<>();
            for (VaultCall call : calls) {
                insert(session, call);
                added.merge(call.event().account().workspace(), 1L, Long::sum);
            }
            for (Map.Entry<String, Long> each : added.entrySet()) {
                session.update(COUNT, each.getKey(), each.getValue());
            }
            return calls.size();
        });
    }

    private static void insert(Session session, VaultCall call) throws SQLException {
        VaultEvent event = call.event();
        AccountKey account = event.account();
        session.update(
                INSERT,
                account.workspace(),
                bytes(call.id()),
                account.app(),
                account.user(),
                account.provider(),
                event.kind().name(),
                event.outcome(),
                Columns.millis(event.at()),
                event.status().isPresent() ? event.status().getAsInt() : null,
                event.millis(),
                event.bytes(),
                text(event.tokenHash()),
                event.detail(),
                text(event.requestId()));
    }

    @Override
    public List<VaultCall> page(CallFilter filter, Optional<UUID> before, int size) {
        List<@Nullable Object> values = new ArrayList<>();
        String statement = statement(filter, values);
        UUID end = filter.to().map(SqlVaultCalls::first).orElse(END);
        values.add(bytes(before.filter(each -> less(each, end)).orElse(end)));
        values.add(bytes(filter.from().map(SqlVaultCalls::first).orElse(new UUID(0, 0))));
        values.add(text(filter.user()));
        values.add(text(filter.app()));
        values.add(text(filter.provider()));
        values.add(text(filter.kind().map(Kind::name)));
        values.add(text(filter.outcome()));
        values.add(size);
        return database.read(
                session -> session.list(statement, SqlVaultCalls::call, values.toArray()));
    }

    /// By what leaves fewest.
    private static String statement(CallFilter filter, List<@Nullable Object> values) {
        values.add(filter.workspace());
        Optional<String> trouble = filter.outcome().filter(each -> !each.equals(OK));
        Optional<String> rare = filter.kind().filter(each -> each != Kind.CALL).map(Kind::name);
        if (filter.user().isPresent()) {
            values.add(filter.user().get());
            return OF_USER;
        }
        if (trouble.isPresent()) {
            values.add(trouble.get());
            return OF_OUTCOME;
        }
        if (rare.isPresent()) {
            values.add(rare.get());
            return OF_KIND;
        }
        if (filter.provider().isPresent()) {
            values.add(filter.provider().get());
            return OF_PROVIDER;
        }
        if (filter.app().isPresent()) {
            values.add(filter.app().get());
            return OF_APP;
        }
        return ALL;
    }

    /// The first id of a moment.
    private static UUID first(Instant at) {
        return new UUID(Math.clamp(at.toEpochMilli(), 0, (1L << 47) - 1) << 16, 0);
    }

    private static boolean less(UUID one, UUID other) {
        int high =
                Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high < 0
                || (high == 0
                        && Long.compareUnsigned(
                                        one.getLeastSignificantBits(),
                                        other.getLeastSignificantBits())
                                < 0);
    }

    private static VaultCall call(ResultSet row) throws SQLException {
        Optional<String> status = Columns.optionalText(row, "status");
        return new VaultCall(
                Columns.id(row, "id"),
                new VaultEvent(
                        Columns.time(row, "at"),
                        Kind.valueOf(row.getString("kind")),
                        new AccountKey(
                                row.getString("workspace"),
                                row.getString("app"),
                                row.getString("user_name"),
                                row.getString("provider")),
                        row.getString("outcome"),
                        status.isPresent()
                                ? OptionalInt.of(row.getInt("status"))
                                : OptionalInt.empty(),
                        row.getLong("millis"),
                        row.getLong("bytes"),
                        Columns.optionalText(row, "token_hash"),
                        row.getString("detail"),
                        Columns.optionalText(row, "request_id")));
    }

    @Override
    public int expire(String workspace, Instant before, long most, int atOnce) {
        return database.write(session -> {
            int gone = session.update(OLD, workspace, workspace, bytes(first(before)), atOnce);
            long kept =
                    session.first(COUNTED, row -> row.getLong("kept"), workspace).orElse(0L) - gone;
            int over = Math.clamp(kept - most, 0, atOnce - gone);
            if (over > 0) {
                gone += session.update(OLD, workspace, workspace, bytes(END), over);
            }
            return counted(session, workspace, gone);
        });
    }

    @Override
    public int forget(String workspace, String app, String user) {
        return database.write(session ->
                counted(session, workspace, session.update(FORGET, workspace, user, app)));
    }

    private static int counted(Session session, String workspace, int gone) throws SQLException {
        if (gone > 0) {
            session.update(COUNT, workspace, -(long) gone);
        }
        return gone;
    }

    @Override
    public Map<String, Long> kept() {
        return database
                .read(session ->
                        session.list(
                                COUNTS,
                                row -> Map.entry(row.getString("workspace"), row.getLong("kept")),
                                "",
                                WORKSPACES))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
