package io.grantway.testing;

import io.grantway.admin.AdminToken;
import io.grantway.admin.AdminTokenStore;
import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditStore;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/// Admin tokens kept for the length of a test.
public final class InMemoryAdminTokenStore implements AdminTokenStore {
    private final TreeMap<String, AdminToken> tokens = new TreeMap<>();
    private final AuditStore audit;

    public InMemoryAdminTokenStore(AuditStore audit) {
        this.audit = audit;
    }

    /// Puts a token there without an entry.
    public synchronized void fill(AdminToken token) {
        tokens.put(token.id().toString(), token);
    }

    @Override
    public synchronized List<AdminToken> all() {
        return List.copyOf(tokens.values());
    }

    @Override
    public synchronized boolean create(AdminToken token, AuditEntry entry) {
        if (tokens.values().stream().anyMatch(other -> other.name().equals(token.name()))) {
            return false;
        }
        tokens.put(token.id().toString(), token);
        audit.append(entry);
        return true;
    }

    @Override
    public synchronized boolean delete(UUID id, AuditEntry entry) {
        if (tokens.remove(id.toString()) == null) {
            return false;
        }
        audit.append(entry);
        return true;
    }
}
