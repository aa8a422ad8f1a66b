package io.grantway.testing;

import io.grantway.authserver.User;
import io.grantway.authserver.UserStore;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Users kept for the length of a test.
public final class InMemoryUserStore implements UserStore {
    private final Map<UUID, User> users = new LinkedHashMap<>();

    @Override
    public synchronized boolean create(User user) {
        if (findByName(user.workspace(), user.username()).isPresent()) {
            return false;
        }
        users.put(user.id(), user);
        return true;
    }

    @Override
    public synchronized boolean update(User user) {
        boolean taken =
                findByName(user.workspace(), user.username())
                        .filter(other -> !other.id().equals(user.id()))
                        .isPresent();
        return !taken && users.replace(user.id(), user) != null;
    }

    @Override
    public synchronized Optional<User> findByName(String workspace, String username) {
        return users.values().stream()
                .filter(user -> user.workspace().equals(workspace))
                .filter(user -> user.username().equals(username))
                .findFirst();
    }

    @Override
    public synchronized Optional<User> find(String workspace, UUID id) {
        return Optional.ofNullable(users.get(id))
                .filter(user -> user.workspace().equals(workspace));
    }

    @Override
    public synchronized List<User> list(String workspace, Optional<String> after, int limit) {
        return users.values().stream()
                .filter(user -> user.workspace().equals(workspace))
                .filter(user -> after.isEmpty() || user.username().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(User::username))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean delete(String workspace, UUID id) {
        return find(workspace, id).isPresent() && users.remove(id) != null;
    }
}
