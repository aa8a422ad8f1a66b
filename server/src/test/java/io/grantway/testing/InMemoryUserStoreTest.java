package io.grantway.testing;

import io.grantway.authserver.UserStore;
import io.grantway.authserver.UserStoreContract;

class InMemoryUserStoreTest implements UserStoreContract {
    private final InMemoryUserStore users = new InMemoryUserStore();

    @Override
    public UserStore users() {
        return users;
    }
}
