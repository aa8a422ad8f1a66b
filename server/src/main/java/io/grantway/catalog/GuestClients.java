package io.grantway.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.UUID;

/// Clients that nobody registered: they say what they are in a document of their own, under an
/// address that is their client id. In memory, and bounded; who brings them here has checked them.
public final class GuestClients {
    private static final int MOST = 10_000;

    private record Name(String workspace, String clientId) {}

    private final Cache<Name, Client> byName =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    private final Cache<UUID, Client> byId =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    public void put(Client client) {
        byName.put(new Name(client.consumer().workspace(), client.clientId()), client);
        byId.put(client.id(), client);
    }

    public void remove(Client client) {
        byName.invalidate(new Name(client.consumer().workspace(), client.clientId()));
        byId.invalidate(client.id());
    }

    public Optional<Client> find(String workspace, String clientId) {
        return Optional.ofNullable(byName.getIfPresent(new Name(workspace, clientId)));
    }

    public Optional<Client> find(UUID id) {
        return Optional.ofNullable(byId.getIfPresent(id));
    }
}
