package io.grantway.admin;

import java.util.List;
import java.util.UUID;

/// Keeps the admin tokens, with the entries of the audit trail about them: both or none.
///
/// Every method may block, and throws where the store cannot do it.
public interface AdminTokenStore {
    /// In the order of their ids.
    List<AdminToken> all();

    /// @return false, with nothing kept, when a token has that name
    boolean create(AdminToken token, AuditEntry entry);

    /// @return false, with nothing kept, when there is none
    boolean delete(UUID id, AuditEntry entry);
}
