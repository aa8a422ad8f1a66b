package io.grantway.catalog;

import io.grantway.oauth.TokenHash;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every consumer, client and credential, for look-ups without a lock. Immutable: a change makes a
/// new one.
public final class Catalog {
    private record Name(String workspace, String name) {}

    private record KeyHash(String workspace, TokenHash hash) {}

    private final Map<Name, Client> clientsByClientId;
    private final Map<UUID, Client> clientsById;
    private final Map<String, List<Client>> clientsWithSecret;
    private final Map<Name, Consumer> consumersByName;
    private final Map<UUID, Consumer> consumersById;
    private final Map<KeyHash, ApiKey> keys;
    private final Map<Name, PasswordCredential> passwords;
    private final Map<Name, JwtCredential> jwts;
    private final Map<UUID, Set<String>> groups;
    private final GuestClients guests;

    public Catalog(Collection<Consumer> consumers, Collection<Client> clients) {
        this(consumers, clients, Credentials.NONE, new GuestClients());
    }

    /// @param consumers with names unique in their workspace
    /// @param clients with client ids unique in their workspace
    /// @param guests found where no client is registered
    public Catalog(
            Collection<Consumer> consumers,
            Collection<Client> clients,
            Credentials credentials,
            GuestClients guests) {
        this.guests = guests;
        clientsByClientId =
                index(clients, each -> new Name(each.consumer().workspace(), each.clientId()));
        clientsById = index(clients, Client::id);
        clientsWithSecret =
                clients.stream()
                        .filter(each -> !each.credentials().secrets().isEmpty())
                        .collect(Collectors.groupingBy(each -> each.consumer().workspace()));
        consumersByName = index(consumers, each -> new Name(each.workspace(), each.username()));
        consumersById = index(consumers, Consumer::id);
        keys =
                index(
                        credentials.keys(),
                        each -> new KeyHash(each.consumer().workspace(), each.hash()));
        passwords =
                index(
                        credentials.passwords(),
                        each -> new Name(each.consumer().workspace(), each.username()));
        jwts = index(credentials.jwts(), each -> new Name(each.consumer().workspace(), each.key()));
        groups =
                credentials.groups().stream()
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.consumer().id(),
                                        Collectors.mapping(
                                                Membership::group,
                                                Collectors.collectingAndThen(
                                                        Collectors.toCollection(TreeSet::new),
                                                        Collections::unmodifiableSet))));
    }

    private static <K, V> Map<K, V> index(Collection<V> values, Function<V, K> key) {
        Map<K, V> index = HashMap.newHashMap(values.size());
        values.forEach(value -> index.put(key.apply(value), value));
        return Map.copyOf(index);
    }

    public Optional<Client> client(String workspace, String clientId) {
        return Optional.ofNullable(clientsByClientId.get(new Name(workspace, clientId)))
                .or(() -> guests.find(workspace, clientId));
    }

    public Optional<Client> client(UUID id) {
        return Optional.ofNullable(clientsById.get(id)).or(() -> guests.find(id));
    }

    /// A client with a secret that is looked at in place of one that is not there, so that both
    /// take the same time: always the same for one name, as a real one is.
    public Optional<Client> standIn(String workspace, String clientId) {
        List<Client> some = clientsWithSecret.getOrDefault(workspace, List.of());
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(some.get(Math.floorMod(clientId.hashCode(), some.size())));
    }

    /// A consumer of a workspace by its name.
    public Optional<Consumer> consumer(String workspace, String username) {
        return Optional.ofNullable(consumersByName.get(new Name(workspace, username)));
    }

    public Optional<Consumer> consumer(UUID id) {
        return Optional.ofNullable(consumersById.get(id));
    }

    /// @param hash of the key
    public Optional<ApiKey> key(String workspace, TokenHash hash) {
        return Optional.ofNullable(keys.get(new KeyHash(workspace, hash)));
    }

    public Optional<PasswordCredential> password(String workspace, String username) {
        return Optional.ofNullable(passwords.get(new Name(workspace, username)));
    }

    /// @param key by which a token names it
    public Optional<JwtCredential> jwt(String workspace, String key) {
        return Optional.ofNullable(jwts.get(new Name(workspace, key)));
    }

    /// The groups of a consumer, in alphabetical order.
    public Set<String> groups(UUID consumer) {
        return groups.getOrDefault(consumer, Set.of());
    }
}
