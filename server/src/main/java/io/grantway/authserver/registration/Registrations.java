package io.grantway.authserver.registration;

import io.grantway.authserver.InitialAccessTokenStore;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.RandomText;
import io.grantway.authserver.RegistrationConfig;
import io.grantway.authserver.Terms;
import io.grantway.authserver.clientauth.ClientAuthRules;
import io.grantway.catalog.Client;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Registry;
import io.grantway.http.Outgoing;
import io.grantway.jose.RemoteKeys;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import tools.jackson.databind.node.ObjectNode;

/// What all servers' registrars are made of. One for the process.
///
/// @param registry where clients are kept
/// @param tokens initial access tokens that were made here
/// @param background writes down that a client was used, which nobody waits for
public record Registrations(
        Registry registry,
        InitialAccessTokenStore tokens,
        Outgoing outgoing,
        RemoteKeys keys,
        Executor background,
        RandomText texts,
        InstantSource clock) {
    /// The registrar of a server; empty where clients cannot register themselves.
    public Optional<Registrar> of(Terms terms, Issuer issuer, ClientAuthRules rules) {
        RegistrationConfig config = issuer.config().registration();
        return config.on()
                ? Optional.of(
                        new Registrar(
                                terms,
                                config,
                                Offer.of(terms, issuer, rules),
                                this,
                                issuer.uri() + "/register"))
                : Optional.empty();
    }

    /// Notes that a client has proven itself, the first time only.
    public void used(Client client) {
        if (isNew(registry.entities().find(client.id()))) {
            background.execute(() ->
                    registry.change(draft -> {
                        draft.entities()
                                .find(client.id())
                                .filter(entity -> isNew(Optional.of(entity)))
                                .ifPresent(entity -> draft.put(used(entity)));
                        return true;
                    }));
        }
    }

    private static boolean isNew(Optional<Entity> found) {
        return found.filter(entity -> entity.kind() == EntityKind.APPLICATION)
                .map(entity -> entity.settings().path("registration"))
                .filter(registration -> registration.isObject())
                .map(registration -> !registration.path("used").asBoolean(false))
                .orElse(false);
    }

    private Entity used(Entity entity) {
        ObjectNode settings = entity.settings().deepCopy();
        ((ObjectNode) settings.path("registration")).put("used", true);
        return entity.with(
                entity.owners(),
                settings,
                entity.tags(),
                entity.enabled(),
                entity.extras(),
                clock.instant());
    }
}
