package io.grantway.testing;

import io.grantway.oauth.TokenHash;
import io.grantway.vault.ConnectSessionStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Connect sessions in memory.
public final class InMemoryConnectSessions implements ConnectSessionStore {
    private final Map<String, Row> rows = new LinkedHashMap<>();

    @Override
    public synchronized boolean add(Row row, Instant now) {
        rows.values().removeIf(each -> !each.expires().isAfter(now));
        long open = rows.values().stream().filter(each -> each.app().equals(row.app())).count();
        if (open >= MOST_OF_AN_APP) {
            return false;
        }
        rows.put(row.id(), row);
        return true;
    }

    @Override
    public synchronized Optional<Row> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public synchronized Optional<Row> linked(TokenHash link) {
        return rows.values().stream().filter(each -> each.link().equals(link)).findFirst();
    }

    @Override
    public synchronized boolean replace(Row row) {
        Row before = rows.get(row.id());
        if (before == null || before.version() != row.version()) {
            return false;
        }
        rows.put(
                row.id(),
                new Row(
                        row.id(),
                        row.link(),
                        row.app(),
                        row.version() + 1,
                        row.body(),
                        row.expires()));
        return true;
    }
}
