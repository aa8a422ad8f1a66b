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
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

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
    private final Map<Applications.Credential, Client> boundClients;
    private final Applications applications;

    public Catalog(Collection<Consumer> consumers, Collection<Client> clients) {
        this(consumers, clients, Map.of(), Credentials.NONE, Applications.NONE, new GuestClients());
    }

    /// @param consumers with names unique in their workspace
    /// @param clients of every authorization server of their workspace, with client ids unique
    ///   there
    /// @param boundClients known to one authorization server only
    /// @param guests found where no client is registered
    Catalog(
            Collection<Consumer> consumers,
            Collection<Client> clients,
            Map<Applications.Credential, Client> boundClients,
            Credentials credentials,
            Applications applications,
            GuestClients guests) {
        this.guests = guests;
        this.boundClients = Map.copyOf(boundClients);
        this.applications = applications;
        clientsByClientId =
                index(clients, each -> new Name(each.consumer().workspace(), each.clientId()));
        List<Client> all = Stream.concat(clients.stream(), boundClients.values().stream()).toList();
        clientsById = index(all, Client::id);
        clientsWithSecret =
                all.stream()
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

    /// The client of a name at one authorization server of our own.
    public Optional<Client> client(String workspace, String server, String clientId) {
        @Nullable Client bound =
                boundClients.get(new Applications.Credential(workspace, server, clientId));
        return bound == null ? client(workspace, clientId) : Optional.of(bound);
    }

    /// The client of a name that every authorization server of the workspace knows.
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

    /// The application whose client at one authorization server has a name: one that is known to
    /// that server only, here or elsewhere. Never finds by the name alone: a server elsewhere gives
    /// its names to whom it likes, and must not make somebody of ours of them.
    public Optional<Application> applicationAt(
            String workspace, String authorizationServer, String clientId) {
        return Optional.ofNullable(
                applications
                        .byCredential()
                        .get(
                                new Applications.Credential(
                                        workspace, authorizationServer, clientId)));
    }

    /// The application of a client at an authorization server of our own.
    ///
    /// @param client its id
    public Optional<Application> applicationOf(UUID client) {
        return Optional.ofNullable(applications.byClient().get(client));
    }

    /// The application of a client certificate that the connection has proven.
    ///
    /// @param sha256 of the certificate, in lower-case hexadecimal
    public Optional<Application> applicationByCertificate(String workspace, String sha256) {
        return Optional.ofNullable(
                applications.byCertificate().get(new Applications.Named(workspace, sha256)));
    }

    /// The same by the certificate's subject, which says something only where somebody who is
    /// trusted has signed it.
    public Optional<Application> applicationByCertificate(String workspace, X500Principal subject) {
        return applicationByCertificate(workspace, subject.getName(X500Principal.CANONICAL));
    }

    /// What an application may use of an API.
    public Optional<Subscription> subscription(UUID application, UUID api) {
        return applications.subscription(application, api);
    }

    public Optional<Plan> plan(String workspace, String name) {
        return Optional.ofNullable(
                applications.plans().get(new Applications.Named(workspace, name)));
    }
}
