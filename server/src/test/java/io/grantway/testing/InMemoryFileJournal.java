package io.grantway.testing;

import io.grantway.services.FileJournal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Files on their way in memory.
public final class InMemoryFileJournal implements FileJournal {
    private final SortedMap<UUID, Entry> rows = new TreeMap<>();

    @Override
    public synchronized void keep(Entry entry) {
        rows.put(entry.id(), entry);
    }

    @Override
    public synchronized List<Entry> of(String channel, String node) {
        return rows.values().stream()
                .filter(row -> row.channel().equals(channel) && row.node().equals(node))
                .toList();
    }

    @Override
    public synchronized void forget(UUID id) {
        rows.remove(id);
    }
}
