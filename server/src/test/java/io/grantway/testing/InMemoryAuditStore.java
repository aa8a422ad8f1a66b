package io.grantway.testing;

import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An audit trail kept for the length of a test.
public final class InMemoryAuditStore implements AuditStore {
    private final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public synchronized void append(AuditEntry entry) {
        entries.add(entry);
    }

    @Override
    public synchronized List<AuditEntry> page(
            Optional<String> workspace, Optional<UUID> after, int size) {
        // UUIDs compare as signed numbers; their texts as ids do.
        return entries.stream()
                .filter(entry -> workspace.isEmpty() || workspace.equals(entry.workspace()))
                .filter(entry ->
                        after.isEmpty()
                                || entry.id().toString().compareTo(after.get().toString()) < 0)
                .sorted(
                        Comparator.comparing((AuditEntry entry) -> entry.id().toString())
                                .reversed())
                .limit(size)
                .toList();
    }
}
