package io.grantway.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Every consumer and client, for look-ups without a lock. Immutable: a change makes a new one.
public final class Catalog {
    private record Name(String workspace, String name) {}

    private final Map<Name, Client> clientsByClientId;
    private final Map<UUID, Client> clientsById;
    private final Map<Name, Consumer> consumersByName;
    private final Map<UUID, Consumer> consumersById;

    /// @param consumers with names unique in their workspace
    /// @param clients with client ids unique in their workspace
    public Catalog(Collection<Consumer> consumers, Collection<Client> clients) {
        Map<Name, Client> byClientId = new HashMap<>();
        Map<UUID, Client> byId = new HashMap<>();
        for (Client client : clients) {
            byClientId.put(new Name(client.consumer().workspace(), client.clientId()), client);
            byId.put(client.id(), client);
        }
        Map<Name, Consumer> byName = new HashMap<>();
        Map<UUID, Consumer> consumerById = new HashMap<>();
        for (Consumer consumer : consumers) {
            byName.put(new Name(consumer.workspace(), consumer.username()), consumer);
            consumerById.put(consumer.id(), consumer);
        }
        clientsByClientId = Map.copyOf(byClientId);
        clientsById = Map.copyOf(byId);
        consumersByName = Map.copyOf(byName);
        consumersById = Map.copyOf(consumerById);
    }

    public Optional<Client> client(String workspace, String clientId) {
        return Optional.ofNullable(clientsByClientId.get(new Name(workspace, clientId)));
    }

    public Optional<Client> client(UUID id) {
        return Optional.ofNullable(clientsById.get(id));
    }

    /// A consumer of a workspace by its name.
    public Optional<Consumer> consumer(String workspace, String username) {
        return Optional.ofNullable(consumersByName.get(new Name(workspace, username)));
    }

    public Optional<Consumer> consumer(UUID id) {
        return Optional.ofNullable(consumersById.get(id));
    }
}
