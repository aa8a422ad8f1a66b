package io.grantway.catalog;

import io.grantway.catalog.Applications.Credential;
import io.grantway.catalog.Applications.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Collects [Applications]. What an application names may come after it.
final class ApplicationsBuilder {
    private record Asked(UUID id, Application application, SubscriptionConfig config) {}

    private record Claimed(
            Application application, CredentialConfig config, Supplier<Client> client) {}

    private final Map<UUID, Application> applications = new HashMap<>();
    private final Map<UUID, Application> byClient = new HashMap<>();
    private final Map<Credential, Application> byCredential = new HashMap<>();
    private final Map<Named, Application> byCertificate = new HashMap<>();
    private final Set<Named> ownServers = new HashSet<>();
    private final Map<Named, UUID> apis = new HashMap<>();
    private final List<Plan> plans = new ArrayList<>();
    private final List<Claimed> claimed = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    void ownServer(String workspace, String name) {
        ownServers.add(new Named(workspace, name));
    }

    void api(UUID id, String workspace, String name) {
        apis.put(new Named(workspace, name), id);
    }

    void plan(Plan plan) {
        plans.add(plan);
    }

    Application application(UUID id, Consumer consumer, String name) {
        return applications.computeIfAbsent(
                id, _ -> new Application(id, consumer.workspace(), name, consumer));
    }

    void client(UUID client, Application application) {
        byClient.put(client, application);
    }

    void credential(Application application, CredentialConfig config, Supplier<Client> client) {
        byCredential.put(at(application, config), application);
        claimed.add(new Claimed(application, config, client));
    }

    private static Credential at(Application application, CredentialConfig config) {
        return new Credential(
                application.workspace(), config.authorizationServer(), config.clientId());
    }

    void certificate(Application application, CertificateConfig config) {
        byCertificate.put(new Named(application.workspace(), config.known()), application);
    }

    void subscription(UUID id, Application application, SubscriptionConfig config) {
        asked.add(new Asked(id, application, config));
    }

    /// The clients of servers of our own that are known to one only.
    Map<Credential, Client> boundClients() {
        Map<Credential, Client> clients = new HashMap<>();
        for (Claimed each : claimed) {
            Credential at = at(each.application(), each.config());
            if (ownServers.contains(new Named(at.workspace(), at.server()))) {
                Client client = each.client().get();
                clients.put(at, client);
                byClient.put(client.id(), each.application());
            }
        }
        return clients;
    }

    /// A subscription to an API, or under a plan, that there is no more gives nothing.
    Applications build() {
        Map<Named, Plan> byName = Applications.byName(plans);
        List<Subscription> subscriptions = new ArrayList<>();
        for (Asked each : asked) {
            String workspace = each.application().workspace();
            UUID api = apis.get(new Named(workspace, each.config().api()));
            Plan plan = byName.get(new Named(workspace, each.config().plan()));
            if (api != null && plan != null) {
                subscriptions.add(
                        new Subscription(
                                each.id(),
                                each.application().id(),
                                api,
                                plan,
                                each.config().state()));
            }
        }
        return new Applications(
                byClient,
                byCredential,
                byCertificate,
                Applications.byApplication(subscriptions),
                byName);
    }
}
