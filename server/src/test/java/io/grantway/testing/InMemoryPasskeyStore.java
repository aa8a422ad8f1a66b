package io.grantway.testing;

import io.grantway.authserver.Passkey;
import io.grantway.authserver.PasskeyStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Passkeys kept for the length of a test.
public final class InMemoryPasskeyStore implements PasskeyStore {
    private final Map<String, Passkey> passkeys = new HashMap<>();

    @Override
    public synchronized boolean add(Passkey passkey) {
        return passkeys.putIfAbsent(passkey.id(), passkey) == null;
    }

    @Override
    public synchronized Optional<Passkey> find(String id) {
        return Optional.ofNullable(passkeys.get(id));
    }

    @Override
    public synchronized List<Passkey> of(UUID user) {
        return passkeys.values().stream()
                .filter(each -> each.user().equals(user))
                .sorted(Comparator.comparing(Passkey::createdAt).thenComparing(Passkey::id))
                .toList();
    }

    @Override
    public synchronized boolean use(String id, long seen, long counter) {
        Passkey old = passkeys.get(id);
        if (old == null || old.counter() != seen) {
            return false;
        }
        passkeys.put(
                id,
                new Passkey(
                        id,
                        old.user(),
                        old.workspace(),
                        old.username(),
                        old.handle(),
                        old.name(),
                        old.credential(),
                        counter,
                        old.synced(),
                        old.createdAt()));
        return true;
    }

    @Override
    public synchronized boolean delete(UUID user, String id) {
        boolean theirs = find(id).filter(each -> each.user().equals(user)).isPresent();
        return theirs && passkeys.remove(id) != null;
    }
}
