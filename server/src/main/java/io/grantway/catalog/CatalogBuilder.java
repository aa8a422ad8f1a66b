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
    private final ApplicationsBuilder applications = new ApplicationsBuilder();

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

    /// An authorization server of our own.
    public CatalogBuilder ownServer(String workspace, String name) {
        applications.ownServer(workspace, name);
        return this;
    }

    /// An API that can be subscribed to.
    public CatalogBuilder api(UUID id, String workspace, String name) {
        applications.api(id, workspace, name);
        return this;
    }

    public CatalogBuilder plan(UUID id, String workspace, PlanConfig config) {
        applications.plan(Plan.of(id, workspace, config));
        return this;
    }

    /// Adds an application, and its client where it has one at every server of our own; without
    /// what else belongs to it.
    ///
    /// @return the one that was added by this id first
    public Application application(UUID id, Consumer consumer, ApplicationConfig config) {
        Application application = applications.application(id, consumer, config.name());
        String clientId = config.clientId();
        if (clientId != null) {
            clients.add(client(id, clientId, config, config.metadata(), application));
            applications.client(id, application);
        }
        return application;
    }

    /// A client at one authorization server: one of ours, or a name at one elsewhere.
    public CatalogBuilder credential(UUID id, Application application, CredentialConfig config) {
        applications.credential(
                application,
                config,
                () -> client(id, config.clientId(), config, config.allowed(), application));
        return this;
    }

    private static Client client(
            UUID id,
            String clientId,
            ClientSettings config,
            ClientMetadata metadata,
            Application application) {
        return new Client(
                id,
                clientId,
                ClientCredentials.of(config),
                config.clientType(),
                config.redirectUris(),
                metadata,
                application.name(),
                application.consumer());
    }

    public CatalogBuilder certificate(Application application, CertificateConfig config) {
        applications.certificate(application, config);
        return this;
    }

    public CatalogBuilder subscription(UUID id, Application application, SubscriptionConfig of) {
        applications.subscription(id, application, of);
        return this;
    }

    public CatalogBuilder key(UUID id, Consumer consumer, KeyConfig config) {
        keys.add(new ApiKey(id, config.key().expose(TokenHash::of), consumer, null));
        return this;
    }

    /// A key of one of the consumer's applications.
    public CatalogBuilder key(UUID id, Application application, KeyConfig config) {
        TokenHash hash = config.key().expose(TokenHash::of);
        keys.add(new ApiKey(id, hash, application.consumer(), application));
        return this;
    }

    public CatalogBuilder password(UUID id, Consumer consumer, PasswordConfig config) {
        passwords.add(
                new PasswordCredential(id, config.username(), config.password(), consumer, null));
        return this;
    }

    /// A user name and password of one of the consumer's applications.
    public CatalogBuilder password(UUID id, Application application, PasswordConfig config) {
        passwords.add(
                new PasswordCredential(
                        id,
                        config.username(),
                        config.password(),
                        application.consumer(),
                        application));
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
                applications.boundClients(),
                new Credentials(keys, passwords, jwts, groups),
                applications.build(),
                guests);
    }
}
