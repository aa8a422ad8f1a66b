package io.grantway.authserver.registration;

import io.grantway.authserver.RandomText;
import io.grantway.authserver.RegistrationConfig;
import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.Terms;
import io.grantway.authserver.registration.RegistrationRefusal.Reason;
import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import io.grantway.catalog.Registry;
import io.grantway.http.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Takes clients into the catalog, shows them to themselves, changes them and lets them go (RFC
/// 7591 §3, RFC 7592 §2). One for each server.
public final class Registrar {
    private final Terms terms;
    private final RegistrationConfig config;
    private final Offer offer;
    private final InitialAccess access;
    private final SoftwareStatements statements;
    private final SectorDocument sector;
    private final Registry registry;
    private final RandomText texts;
    private final InstantSource clock;
    private final String address;

    /// @param address of the endpoint
    Registrar(
            Terms terms,
            RegistrationConfig config,
            Offer offer,
            Registrations parts,
            String address) {
        this.terms = terms;
        this.config = config;
        this.offer = offer;
        this.access = new InitialAccess(terms, config, parts.tokens(), parts.clock());
        this.statements = new SoftwareStatements(config, parts.keys(), parts.clock());
        this.sector = new SectorDocument(parts.outgoing());
        this.registry = parts.registry();
        this.texts = parts.texts();
        this.clock = parts.clock();
        this.address = address;
    }

    /// Registers a client.
    ///
    /// @param bearer the initial access token that came
    /// @param sender the address of whoever sent it
    /// @return what the client is told, secrets included
    /// @throws RegistrationRefusal saying what is wrong
    public ObjectNode register(Optional<String> bearer, String sender, ObjectNode request) {
        InitialAccess.Permit permit = access.permit(bearer, sender);
        ClientDetails details = checked(request);
        permit.use();
        String clientId = texts.token();
        Fresh fresh = fresh(details);
        Entity made =
                changed(draft -> {
                    makeRoom(draft);
                    ObjectNode settings = Json.object();
                    Kept.write(details, clientId, settings);
                    nameApart(draft.entities(), clientId, settings);
                    fresh.into(settings, terms.place().name());
                    Entity blank =
                            Entity.made(
                                    texts.id(clock.instant()),
                                    EntityKind.APPLICATION,
                                    workspace(),
                                    settings,
                                    clock.instant());
                    return draft.put(
                            blank.with(
                                    Map.of(EntityKind.CONSUMER, consumer(draft)),
                                    settings,
                                    List.of(),
                                    true,
                                    blank.extras(),
                                    clock.instant()));
                });
        return told(made, fresh, request);
    }

    /// What a client is told of itself.
    ///
    /// @param bearer its registration access token
    public ObjectNode show(String clientId, Optional<String> bearer) {
        Entity found = own(registry.entities(), clientId, bearer);
        return told(found, new Fresh(Optional.empty(), bearer.orElseThrow()), Json.object());
    }

    /// Puts other metadata in place of a client's. Its registration access token changes with them.
    public ObjectNode update(String clientId, Optional<String> bearer, ObjectNode request) {
        Entity before = own(registry.entities(), clientId, bearer);
        requireItself(request, before);
        ClientDetails details = checked(request);
        boolean keepsSecret = Kept.secretServes(before.settings(), details.method());
        Fresh fresh = keepsSecret ? new Fresh(Optional.empty(), texts.token()) : fresh(details);
        Entity after =
                changed(draft -> {
                    // Looked at again: of two updates with one token, the second comes too late.
                    Entity now = own(draft.entities(), clientId, bearer);
                    ObjectNode settings = now.settings().deepCopy();
                    Kept.write(details, clientId, settings);
                    nameApart(draft.entities(), clientId, settings);
                    if (!details.method().needsSecret()) {
                        settings.remove("clientSecret");
                    }
                    fresh.into(settings, terms.place().name());
                    return draft.put(
                            now.with(
                                    now.owners(),
                                    settings,
                                    now.tags(),
                                    now.enabled(),
                                    now.extras(),
                                    clock.instant()));
                });
        return told(after, fresh, request);
    }

    /// Takes a client away, and with it what it was given.
    public void delete(String clientId, Optional<String> bearer) {
        changed(draft -> {
            Entity found = own(draft.entities(), clientId, bearer);
            draft.remove(found.id());
            return found;
        });
    }

    private String workspace() {
        return terms.place().workspace();
    }

    private ClientDetails checked(ObjectNode request) {
        ClientDetails details = MetadataCheck.of(statements.applied(request), offer);
        sector.check(details.told(), details.redirectUris());
        return details;
    }

    /// RFC 7592 §2.2: the client names itself, and a secret only to show that it has it.
    private static void requireItself(ObjectNode request, Entity before) {
        String clientId = before.text("clientId").orElse("");
        if (!request.path("client_id").asString("").equals(clientId)) {
            throw RegistrationRefusal.metadata("client_id", "must be the client's own");
        }
        if (request.hasNonNull("client_secret")
                && !SecretVerifier.isSame(
                        before.text("clientSecret").orElse(""),
                        request.path("client_secret").asString(""))) {
            throw RegistrationRefusal.metadata("client_secret", "must be the one it has");
        }
    }

    /// The client of this server with a registration access token. One that is not there and a
    /// wrong token are refused alike.
    private Entity own(Entities entities, String clientId, Optional<String> bearer) {
        return entities.find(EntityKind.APPLICATION, workspace(), "clientId", clientId)
                .filter(this::isHere)
                .filter(entity ->
                        bearer.isPresent()
                                && SecretVerifier.isSame(
                                        entity.settings()
                                                .path("registration")
                                                .path("accessToken")
                                                .asString(""),
                                        bearer.get()))
                .orElseThrow(() ->
                        new RegistrationRefusal(
                                Reason.INVALID_TOKEN,
                                "the registration access token is missing, or not this client's"));
    }

    private boolean isHere(Entity application) {
        return application
                .settings()
                .path("registration")
                .path("server")
                .asString("")
                .equals(terms.place().name());
    }

    /// The secrets that are made for a client.
    private record Fresh(Optional<String> clientSecret, String accessToken, boolean mac) {
        Fresh(Optional<String> clientSecret, String accessToken) {
            this(clientSecret, accessToken, false);
        }

        void into(ObjectNode settings, String server) {
            clientSecret.ifPresent(secret ->
                    settings.put(
                            "clientSecret", mac ? secret : SecretVerifier.ofGenerated(secret)));
            ObjectNode registration = (ObjectNode) settings.path("registration");
            registration.put("server", server);
            registration.put("accessToken", SecretVerifier.ofGenerated(accessToken));
        }
    }

    private Fresh fresh(ClientDetails details) {
        boolean needed = details.method().needsSecret();
        return new Fresh(
                needed ? Optional.of(texts.token()) : Optional.empty(),
                texts.token(),
                details.method().isMac());
    }

    private ObjectNode told(Entity client, Fresh fresh, ObjectNode request) {
        ObjectNode json = Kept.read(client);
        fresh.clientSecret()
                .ifPresent(secret ->
                        json.put("client_secret", secret).put("client_secret_expires_at", 0));
        if (request.hasNonNull("software_statement")) {
            json.set("software_statement", request.path("software_statement"));
        }
        return json.put("registration_access_token", fresh.accessToken())
                .put("registration_client_uri", address + "/" + json.path("client_id").asString());
    }

    /// Takes those away who never came back, and refuses one more than there may be.
    private void makeRoom(Draft draft) {
        Instant old = clock.instant().minus(config.unusedFor());
        List<Entity> registered =
                draft.entities().of(EntityKind.APPLICATION, workspace()).stream()
                        .filter(this::isHere)
                        .toList();
        List<Entity> forgotten =
                registered.stream()
                        .filter(entity -> entity.createdAt().isBefore(old))
                        .filter(entity ->
                                !entity.settings()
                                        .path("registration")
                                        .path("used")
                                        .asBoolean(false))
                        .toList();
        forgotten.forEach(entity -> draft.remove(entity.id()));
        if (registered.size() - forgotten.size() >= config.mostClients()) {
            throw new RegistrationRefusal(
                    Reason.TEMPORARILY_UNAVAILABLE, "no more clients can be registered here");
        }
    }

    /// Two applications of one name could not stand in one configuration file, into which an
    /// administrator may export them.
    private void nameApart(Entities entities, String clientId, ObjectNode settings) {
        String name = settings.path("name").asString();
        boolean taken =
                entities.of(EntityKind.APPLICATION, workspace()).stream()
                        .filter(other -> !other.text("clientId").equals(Optional.of(clientId)))
                        .anyMatch(other -> other.text("name").equals(Optional.of(name)));
        if (taken) {
            settings.put("name", name + " " + clientId.substring(0, 6));
        }
    }

    private UUID consumer(Draft draft) {
        return draft.entities()
                .find(EntityKind.CONSUMER, workspace(), "username", config.consumer())
                .map(Entity::id)
                .orElseGet(() ->
                        draft.put(
                                        Entity.made(
                                                texts.id(clock.instant()),
                                                EntityKind.CONSUMER,
                                                workspace(),
                                                Json.object().put("username", config.consumer()),
                                                clock.instant()))
                                .id());
    }

    private Entity changed(Function<Draft, Entity> work) {
        try {
            return registry.change(work);
        } catch (ChangeRefused refused) {
            throw new RegistrationRefusal(
                    Reason.INVALID_CLIENT_METADATA, String.valueOf(refused.getMessage()));
        }
    }
}
