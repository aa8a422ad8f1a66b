package io.grantway.boot.registry;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.ProfileFault;
import io.grantway.boot.ApplicationCheck;
import io.grantway.boot.AuthorizationServerConfig;
import io.grantway.boot.WorkspaceConfig;
import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.ChangeRefused.Reason;
import io.grantway.catalog.CredentialConfig;
import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.EntityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Refuses changes that would leave a name meaning nothing, or two things: of an API or plan that
/// is subscribed to, of an authorization server, of a client at one.
final class ReferenceGuard {
    private final Union after;
    private final Entities entities;
    private final List<String> mistakes = new ArrayList<>();

    private ReferenceGuard(Union after) {
        this.after = after;
        this.entities = after.entities();
    }

    /// @throws ChangeRefused naming what is wrong with the first such entity
    static void require(Union after, Draft draft) {
        for (Entity entity : draft.changed()) {
            new ReferenceGuard(after).check(entity);
        }
        Stream.concat(draft.changed().stream().map(Entity::id), draft.gone().stream())
                .flatMap(id -> draft.before().find(id).stream())
                .forEach(old -> new ReferenceGuard(after).stillMeant(old));
    }

    private void check(Entity entity) {
        switch (entity.kind()) {
            case SUBSCRIPTION -> subscription(entity);
            case CREDENTIAL -> credential(entity);
            case APPLICATION -> entity.text("clientId").ifPresent(id -> application(entity, id));
            case API, CONNECTION, CHANNEL ->
                    mistakes.addAll(new OutgoingReferences(entities).missing(entity));
            case WORKSPACE,
                    ROUTE,
                    POLICY,
                    CONSUMER,
                    CERTIFICATE,
                    PLAN,
                    SECURITY_DEFINITION,
                    KEY,
                    PASSWORD,
                    JWT,
                    GROUP -> {}
        }
        refuse(entity.kind());
    }

    private void refuse(EntityKind kind) {
        if (!mistakes.isEmpty()) {
            throw new ChangeRefused(new Reason.Unfit(kind, mistakes));
        }
    }

    private void subscription(Entity subscription) {
        String api = subscription.text("api").orElse("");
        named(subscription, "api", EntityKind.API, api);
        named(subscription, "plan", EntityKind.PLAN, subscription.text("plan").orElse(""));
        Optional<UUID> application = subscription.owner(EntityKind.APPLICATION);
        boolean twice =
                application.map(entities::ownedBy).orElse(List.of()).stream()
                        .filter(other -> other.kind() == EntityKind.SUBSCRIPTION)
                        .filter(other -> !other.id().equals(subscription.id()))
                        .anyMatch(other -> other.text("api").equals(Optional.of(api)));
        if (twice) {
            throw new ChangeRefused(new Reason.Taken(EntityKind.SUBSCRIPTION, "api", api));
        }
    }

    private void named(Entity entity, String key, EntityKind kind, String name) {
        if (entities.find(kind, entity.workspace(), "name", name).isEmpty()) {
            mistakes.add(key + ": there is no " + kind + " \"" + name + "\" in this workspace");
        }
    }

    private void credential(Entity credential) {
        String name = credential.text("authorizationServer").orElse("");
        String clientId = credential.text("clientId").orElse("");
        Optional<AuthorizationServerConfig> server =
                servers(credential.workspace())
                        .filter(each -> each.name().equals(name))
                        .findFirst();
        if (server.isEmpty()) {
            mistakes.add(
                    "authorizationServer: there is no authorization server \""
                            + name
                            + "\" in this workspace");
        } else if (server.get().builtIn() != null) {
            if (entities.find(EntityKind.APPLICATION, credential.workspace(), "clientId", clientId)
                    .isPresent()) {
                throw taken(clientId);
            }
            config(credential).ifPresent(config -> ofOurs(config, server.get()));
        }
    }

    private void ofOurs(CredentialConfig config, AuthorizationServerConfig server) {
        mistakes.addAll(ApplicationCheck.mistakes(config));
        BuiltInConfig builtIn = server.builtIn();
        ProfileFault.of(config, builtIn == null ? List.of() : List.of(builtIn))
                .forEach(fault -> mistakes.add(fault.key() + ": " + fault.text()));
    }

    private Optional<CredentialConfig> config(Entity credential) {
        for (var consumer : after.consumers()) {
            List<IdTree> applications = consumer.ids().of("applications");
            for (int i = 0; i < applications.size(); i++) {
                List<IdTree> ids = applications.get(i).of("credentials");
                for (int j = 0; j < ids.size(); j++) {
                    if (ids.get(j).id().equals(credential.id())) {
                        return Optional.of(
                                consumer.config().applications().get(i).credentials().get(j));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void application(Entity application, String clientId) {
        boolean taken =
                servers(application.workspace())
                        .filter(server -> server.builtIn() != null)
                        .anyMatch(server ->
                                entities.credential(
                                                application.workspace(), server.name(), clientId)
                                        .isPresent());
        if (taken) {
            throw taken(clientId);
        }
    }

    private static ChangeRefused taken(String clientId) {
        return new ChangeRefused(new Reason.Taken(EntityKind.CREDENTIAL, "clientId", clientId));
    }

    private Stream<AuthorizationServerConfig> servers(String workspace) {
        return after.configuration().allWorkspaces().stream()
                .filter(each -> each.name().equals(workspace))
                .map(WorkspaceConfig::authorizationServers)
                .flatMap(List::stream);
    }

    /// Whether nobody misses what was called so before.
    private void stillMeant(Entity old) {
        old.text("name")
                .filter(name -> entities.find(old.kind(), old.workspace(), "name", name).isEmpty())
                .ifPresent(name -> {
                    subscribed(old, name);
                    mistakes.addAll(new OutgoingReferences(entities).missing(old, name));
                });
        refuse(old.kind());
    }

    private void subscribed(Entity old, String name) {
        boolean subscribable = old.kind() == EntityKind.API || old.kind() == EntityKind.PLAN;
        if (subscribable
                && entities.of(EntityKind.SUBSCRIPTION, old.workspace()).stream()
                        .anyMatch(each ->
                                each.text(old.kind().toString()).equals(Optional.of(name)))) {
            mistakes.add(
                    "name: applications are subscribed to \""
                            + name
                            + "\": take their subscriptions away first");
        }
    }
}
