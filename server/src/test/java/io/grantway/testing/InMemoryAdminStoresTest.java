package io.grantway.testing;

import io.grantway.admin.AdminTokenStore;
import io.grantway.admin.AdminTokenStoreContract;
import io.grantway.admin.AuditStore;
import io.grantway.admin.AuditStoreContract;

class InMemoryAdminStoresTest implements AuditStoreContract, AdminTokenStoreContract {
    private final InMemoryAuditStore audit = new InMemoryAuditStore();
    private final InMemoryAdminTokenStore tokens = new InMemoryAdminTokenStore(audit);

    @Override
    public AuditStore audit() {
        return audit;
    }

    @Override
    public AdminTokenStore adminTokens() {
        return tokens;
    }
}
