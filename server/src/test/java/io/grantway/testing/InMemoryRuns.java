package io.grantway.testing;

import io.grantway.services.RunStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Times of schedules in memory.
public final class InMemoryRuns implements RunStore {
    private record Key(String channel, Instant dueAt) {}

    private record Row(String node, Instant takenAt, @Nullable Outcome outcome) {}

    private final Map<Key, Row> rows = new HashMap<>();

    @Override
    public synchronized boolean claim(String channel, Instant dueAt, String node, Instant now) {
        return rows.putIfAbsent(new Key(channel, dueAt), new Row(node, now, null)) == null;
    }

    @Override
    public synchronized void finish(String channel, Instant dueAt, Outcome outcome, Instant now) {
        rows.computeIfPresent(
                new Key(channel, dueAt), (_, row) -> new Row(row.node(), row.takenAt(), outcome));
    }

    @Override
    public synchronized Optional<Instant> last(String channel) {
        return rows.keySet().stream()
                .filter(key -> key.channel().equals(channel))
                .map(Key::dueAt)
                .max(Comparator.naturalOrder());
    }

    @Override
    public synchronized boolean isRunning(String channel, Instant takenSince) {
        return rows.entrySet().stream()
                .anyMatch(each ->
                        each.getKey().channel().equals(channel)
                                && each.getValue().outcome() == null
                                && !each.getValue().takenAt().isBefore(takenSince));
    }

    @Override
    public synchronized void forget(Instant before) {
        rows.keySet()
                .removeIf(key ->
                        key.dueAt().isBefore(before)
                                && last(key.channel()).filter(key.dueAt()::isBefore).isPresent());
    }
}
