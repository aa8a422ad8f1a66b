package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.bytes;
import static io.grantway.store.sql.Columns.millis;
import static io.grantway.store.sql.Columns.text;

import io.grantway.vault.AccountKey;
import io.grantway.vault.NoticeDelivery;
import io.grantway.vault.NoticeDelivery.State;
import io.grantway.vault.VaultEvent.Kind;
import io.grantway.vault.VaultNotice;
import io.grantway.vault.VaultNoticeStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What has to be told of accounts in the table `vault_notice`, and to whom in `vault_delivery`.
public final class SqlVaultNotices implements VaultNoticeStore {
    private static final UUID END = new UUID(-1, -1);
    private static final int CLAIMS = 5;

    private static final String NOTICE =
            "workspace, app, user_name, provider, kind, connected_at, at, label, trouble, ends_at";
    private static final String ADD =
            "INSERT INTO vault_notice ("
                    + NOTICE
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String RIPE =
            "SELECT "
                    + NOTICE
                    + " FROM vault_notice WHERE batch IS NULL AND at <= ? ORDER BY at LIMIT 1";
    private static final String GATHER =
            "UPDATE vault_notice SET batch = ? WHERE workspace = ? AND app = ? AND provider = ?"
                    + " AND kind = ? AND batch IS NULL AND (user_name, connected_at) IN (SELECT"
                    + " user_name, connected_at FROM vault_notice WHERE workspace = ? AND app = ?"
                    + " AND provider = ? AND kind = ? AND batch IS NULL ORDER BY user_name,"
                    + " connected_at LIMIT ?)";
    private static final String OF_BATCH =
            "SELECT "
                    + NOTICE
                    + " FROM vault_notice WHERE batch = ? ORDER BY user_name, connected_at";
    private static final String OF_USER =
            "SELECT "
                    + NOTICE
                    + " FROM vault_notice WHERE workspace = ? AND app = ? AND user_name = ?"
                    + " ORDER BY provider, kind, connected_at";
    private static final String FORGET =
            "DELETE FROM vault_notice WHERE workspace = ? AND app = ? AND user_name = ?"
                    + " AND provider = coalesce(?, provider)";
    private static final String OLD =
            "DELETE FROM vault_notice WHERE (workspace, app, user_name, provider, kind,"
                    + " connected_at) IN (SELECT workspace, app, user_name, provider, kind,"
                    + " connected_at FROM vault_notice WHERE at < ? ORDER BY at LIMIT ?)";

    private static final String DELIVERY =
            "workspace, id, batch, app, provider, kind, target, state, made_at, due_at, attempts,"
                    + " failure";
    private static final String SEND =
            "INSERT INTO vault_delivery ("
                    + DELIVERY
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String DUE =
            "SELECT "
                    + DELIVERY
                    + " FROM vault_delivery WHERE state = 'WAITING' AND due_at <= ?"
                    + " ORDER BY due_at LIMIT 1";
    private static final String CLAIM =
            "UPDATE vault_delivery SET due_at = ?, attempts = attempts + 1"
                    + " WHERE workspace = ? AND id = ? AND state = 'WAITING' AND attempts = ?"
                    + " AND due_at = ?";
    private static final String ATTEMPTED =
            "UPDATE vault_delivery SET state = ?, due_at = ?, failure = ?"
                    + " WHERE workspace = ? AND id = ? AND state = 'WAITING' AND attempts = ?";
    private static final String PAGE =
            "SELECT "
                    + DELIVERY
                    + " FROM vault_delivery WHERE workspace = ? AND id < ? ORDER BY id DESC LIMIT"
                    + " ?";
    private static final String OLD_DELIVERIES =
            "DELETE FROM vault_delivery WHERE (workspace, id) IN (SELECT workspace, id"
                    + " FROM vault_delivery WHERE made_at < ? ORDER BY made_at LIMIT ?)";

    private final Database database;

    public SqlVaultNotices(Database database) {
        this.database = database;
    }

    @Override
    public int add(List<VaultNotice> notices) {
        return database.write(session -> {
            int added = 0;
            for (VaultNotice notice : notices) {
                added += add(session, notice);
            }
            return added;
        });
    }

    private static int add(Session session, VaultNotice notice) throws SQLException {
        AccountKey account = notice.account();
        return session.update(
                ADD,
                account.workspace(),
                account.app(),
                account.user(),
                account.provider(),
                notice.kind().name(),
                millis(notice.connected()),
                millis(notice.at()),
                text(notice.label()),
                text(notice.trouble()),
                ends(notice));
    }

    private static @Nullable Long ends(VaultNotice notice) {
        return notice.ends().isEmpty() ? null : millis(notice.ends().get());
    }

    @Override
    public Optional<VaultNotice> ripe(Instant before) {
        return database.read(
                session -> session.first(RIPE, SqlVaultNotices::notice, millis(before)));
    }

    @Override
    public int gather(VaultNotice like, UUID batch, List<NoticeDelivery> deliveries, int most) {
        AccountKey account = like.account();
        String kind = like.kind().name();
        return database.write(session -> {
            int gathered =
                    session.update(
                            GATHER,
                            bytes(batch),
                            account.workspace(),
                            account.app(),
                            account.provider(),
                            kind,
                            account.workspace(),
                            account.app(),
                            account.provider(),
                            kind,
                            most);
            for (NoticeDelivery each : gathered == 0 ? List.<NoticeDelivery>of() : deliveries) {
                send(session, each);
            }
            return gathered;
        });
    }

    private static void send(Session session, NoticeDelivery delivery) throws SQLException {
        session.update(
                SEND,
                delivery.workspace(),
                bytes(delivery.id()),
                bytes(delivery.batch()),
                delivery.app(),
                delivery.provider(),
                delivery.kind().name(),
                delivery.target(),
                delivery.state().name(),
                millis(delivery.made()),
                millis(delivery.due()),
                delivery.attempts(),
                text(delivery.failure()));
    }

    @Override
    public List<VaultNotice> of(UUID batch) {
        return database.read(
                session -> session.list(OF_BATCH, SqlVaultNotices::notice, (Object) bytes(batch)));
    }

    @Override
    public Optional<NoticeDelivery> claim(Instant now, Instant until) {
        for (int i = 0; i < CLAIMS; i++) {
            Optional<NoticeDelivery> due =
                    database.read(
                            session -> session.first(DUE, SqlVaultNotices::delivery, millis(now)));
            if (due.isEmpty()) {
                return due;
            }
            NoticeDelivery found = due.get();
            int claimed =
                    database.write(session ->
                            session.update(
                                    CLAIM,
                                    millis(until),
                                    found.workspace(),
                                    bytes(found.id()),
                                    found.attempts(),
                                    millis(found.due())));
            if (claimed > 0) {
                return Optional.of(claimed(found, until));
            }
            // Another node was faster.
        }
        return Optional.empty();
    }

    private static NoticeDelivery claimed(NoticeDelivery found, Instant until) {
        return new NoticeDelivery(
                found.workspace(),
                found.id(),
                found.batch(),
                found.app(),
                found.provider(),
                found.kind(),
                found.target(),
                found.state(),
                found.made(),
                until,
                found.attempts() + 1,
                found.failure());
    }

    @Override
    public void attempted(NoticeDelivery delivery) {
        database.write(session ->
                session.update(
                        ATTEMPTED,
                        delivery.state().name(),
                        millis(delivery.due()),
                        text(delivery.failure()),
                        delivery.workspace(),
                        bytes(delivery.id()),
                        delivery.attempts()));
    }

    @Override
    public List<NoticeDelivery> page(String workspace, Optional<UUID> before, int size) {
        return database.read(session ->
                session.list(
                        PAGE,
                        SqlVaultNotices::delivery,
                        workspace,
                        bytes(before.orElse(END)),
                        size));
    }

    @Override
    public List<VaultNotice> ofUser(String workspace, String app, String user) {
        return database.read(
                session -> session.list(OF_USER, SqlVaultNotices::notice, workspace, app, user));
    }

    @Override
    public int forget(String workspace, String app, String user, Optional<String> provider) {
        return database.write(
                session -> session.update(FORGET, workspace, app, user, text(provider)));
    }

    @Override
    public int expire(Instant notices, Instant deliveries, int atOnce) {
        return database.write(session ->
                session.update(OLD, millis(notices), atOnce)
                        + session.update(OLD_DELIVERIES, millis(deliveries), atOnce));
    }

    private static VaultNotice notice(ResultSet row) throws SQLException {
        Optional<String> ends = Columns.optionalText(row, "ends_at");
        return new VaultNotice(
                new AccountKey(
                        row.getString("workspace"),
                        row.getString("app"),
                        row.getString("user_name"),
                        row.getString("provider")),
                Kind.valueOf(row.getString("kind")),
                Columns.time(row, "connected_at"),
                Columns.time(row, "at"),
                Columns.optionalText(row, "label"),
                Columns.optionalText(row, "trouble"),
                ends.isPresent() ? Optional.of(Columns.time(row, "ends_at")) : Optional.empty());
    }

    private static NoticeDelivery delivery(ResultSet row) throws SQLException {
        return new NoticeDelivery(
                row.getString("workspace"),
                Columns.id(row, "id"),
                Columns.id(row, "batch"),
                row.getString("app"),
                row.getString("provider"),
                Kind.valueOf(row.getString("kind")),
                row.getString("target"),
                State.valueOf(row.getString("state")),
                Columns.time(row, "made_at"),
                Columns.time(row, "due_at"),
                row.getInt("attempts"),
                Columns.optionalText(row, "failure"));
    }
}
