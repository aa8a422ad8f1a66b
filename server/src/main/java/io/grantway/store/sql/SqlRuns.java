package io.grantway.store.sql;

import static io.grantway.store.sql.Columns.millis;

import io.grantway.services.RunStore;
import java.time.Instant;
import java.util.Optional;

/// Times of schedules in the table `channel_run`.
public final class SqlRuns implements RunStore {
    private static final String CLAIM =
            "INSERT INTO channel_run (channel, due_at, node, taken_at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (channel, due_at) DO NOTHING";
    private static final String FINISH =
            "UPDATE channel_run SET finished_at = ?, outcome = ? WHERE channel = ? AND due_at = ?";
    private static final String LAST =
            "SELECT due_at FROM channel_run WHERE channel = ? ORDER BY due_at DESC LIMIT 1";
    private static final String RUNNING =
            "SELECT due_at FROM channel_run WHERE channel = ? AND finished_at IS NULL"
                    + " AND taken_at >= ? LIMIT 1";
    private static final String FORGET =
            "DELETE FROM channel_run WHERE due_at < ? AND due_at < (SELECT MAX(latest.due_at) FROM"
                    + " channel_run latest WHERE latest.channel = channel_run.channel)";

    private final Database database;

    public SqlRuns(Database database) {
        this.database = database;
    }

    @Override
    public boolean claim(String channel, Instant dueAt, String node, Instant now) {
        return database.write(
                        session -> session.update(CLAIM, channel, millis(dueAt), node, millis(now)))
                > 0;
    }

    @Override
    public void finish(String channel, Instant dueAt, Outcome outcome, Instant now) {
        database.write(session ->
                session.update(FINISH, millis(now), outcome.name(), channel, millis(dueAt)));
    }

    @Override
    public Optional<Instant> last(String channel) {
        return database.read(
                session -> session.first(LAST, row -> Columns.time(row, "due_at"), channel));
    }

    @Override
    public boolean isRunning(String channel, Instant takenSince) {
        return database.read(session ->
                session.first(
                                RUNNING,
                                row -> Columns.time(row, "due_at"),
                                channel,
                                millis(takenSince))
                        .isPresent());
    }

    @Override
    public void forget(Instant before) {
        database.write(session -> session.update(FORGET, millis(before)));
    }
}
