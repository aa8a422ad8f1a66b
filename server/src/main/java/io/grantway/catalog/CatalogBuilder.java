package io.grantway.catalog;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/// Collects consumers and what belongs to them, from the configuration or from elsewhere, into a
/// [Catalog]. The caller has checked that names are unique.
public final class CatalogBuilder {
    private final SequencedMap<UUID, Consumer> consumers = new LinkedHashMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<ApiKey> keys = new ArrayList<>();
    private final List<PasswordCredential> passwords = new ArrayList<>();
    private final List<JwtCredential> jwts = new ArrayList<>();
    private final List<Membership> groups = new ArrayList<>();

    /// The id of a declared API key: made of its whole hash, as a fingerprint is not unique enough.
    public static UUID keyId(String workspace, Secret key) {
        return Ids.of(
                workspace,
                "key",
                key.expose(text -> HexFormat.of().formatHex(TokenHash.of(text).bytes())));
    }

    /// Adds a consumer without what belongs to it.
    ///
    /// @return the one that was added by this id first
    public Consumer consumer(UUID id, String workspace, ConsumerConfig config) {
        return consumers.computeIfAbsent(
                id,
                _ ->
                        new Consumer(
                                id,
                                workspace,
                                config.username(),
                                Optional.ofNullable(config.customId())));
    }

    public CatalogBuilder application(UUID id, Consumer consumer, ApplicationConfig config) {
        clients.add(
                new Client(
                        id,
                        config.clientId(),
                        ClientCredentials.of(config),
                        config.clientType(),
                        config.redirectUris(),
                        config.metadata(),
                        config.name(),
                        consumer));
        return this;
    }

    public CatalogBuilder key(UUID id, Consumer consumer, KeyConfig config) {
        keys.add(new ApiKey(id, config.key().expose(TokenHash::of), consumer));
        return this;
    }

    public CatalogBuilder password(UUID id, Consumer consumer, PasswordConfig config) {
        passwords.add(new PasswordCredential(id, config.username(), config.password(), consumer));
        return this;
    }

    public CatalogBuilder jwt(UUID id, Consumer consumer, JwtConfig config) {
        jwts.add(JwtCredential.of(id, config, consumer));
        return this;
    }

    public CatalogBuilder group(Consumer consumer, GroupConfig config) {
        groups.add(new Membership(consumer, config.group()));
        return this;
    }

    /// @param guests found where no client is registered
    public Catalog build(GuestClients guests) {
        return new Catalog(
                consumers.values(),
                clients,
                new Credentials(keys, passwords, jwts, groups),
                guests);
    }
}
