package io.grantway.boot;

import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.CredentialConfig;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks the clients of one workspace's applications: that each is the only one of its name at its
/// authorization server, and that those of our own servers can prove themselves.
final class ClientCheck {
    private record At(String server, String clientId) {}

    private final WorkspaceConfig workspace;
    private final boolean alone;
    private final Loaded<Configuration> loaded;
    private final Mistakes mistakes;
    private final List<String> servers;
    private final Set<String> own;
    private final Map<String, Place> everywhere = new HashMap<>();
    private final Map<At, Place> bound = new HashMap<>();

    /// @param alone whether the authorization servers are elsewhere
    ClientCheck(
            WorkspaceConfig workspace,
            boolean alone,
            Loaded<Configuration> loaded,
            Mistakes mistakes) {
        this.workspace = workspace;
        this.alone = alone;
        this.loaded = loaded;
        this.mistakes = mistakes;
        servers =
                workspace.authorizationServers().stream()
                        .map(AuthorizationServerConfig::name)
                        .toList();
        own =
                workspace.authorizationServers().stream()
                        .filter(server -> server.builtIn() != null)
                        .map(AuthorizationServerConfig::name)
                        .collect(Collectors.toSet());
    }

    void run() {
        for (ConsumerConfig consumer : workspace.consumers()) {
            for (ApplicationConfig application : consumer.applications()) {
                ofEveryServer(application);
                application.credentials().forEach(this::ofOneServer);
            }
        }
        bound.forEach((at, place) -> {
            Place other = everywhere.get(at.clientId());
            if (other != null && own.contains(at.server())) {
                mistakes.addDuplicate(
                        place,
                        other,
                        "the client \"" + at.clientId() + "\" is at every server of ours already");
            }
        });
    }

    private void ofEveryServer(ApplicationConfig application) {
        String clientId = application.clientId();
        if (clientId == null) {
            withoutClient(application);
            return;
        }
        Place place = loaded.at(application, "clientId");
        ConfigurationCheck.once(everywhere, clientId, place, "client", mistakes);
        new ApplicationCheck(application, loaded, mistakes).run();
        new ClientLifetimeCheck(workspace, loaded, mistakes).run(application.metadata());
        new ClientProfileCheck(workspace, loaded, mistakes)
                .run(application, workspace.builtInServers());
    }

    private void withoutClient(ApplicationConfig application) {
        Map<String, Boolean> said =
                Map.of(
                        "clientSecret", application.clientSecret() != null,
                        "redirectUris", !application.redirectUris().isEmpty(),
                        "registration", application.registration() != null);
        said.forEach((key, given) -> {
            if (given) {
                mistakes.add(
                        loaded.at(application, key),
                        "is of the client that clientId names: say clientId too, or put it into"
                                + " credentials");
            }
        });
    }

    private void ofOneServer(CredentialConfig credential) {
        String server = credential.authorizationServer();
        ConfigurationCheck.once(
                bound,
                new At(server, credential.clientId()),
                loaded.at(credential, "clientId"),
                mistakes,
                "client \"" + credential.clientId() + "\" of " + server);
        if (!alone && !servers.contains(server)) {
            mistakes.addUnknown(
                    loaded.at(credential, "authorizationServer"),
                    "there is no authorization server \"" + server + "\" in this workspace",
                    server,
                    servers);
        }
        if (own.contains(server)) {
            new ApplicationCheck(credential, loaded, mistakes).run();
            new ClientLifetimeCheck(workspace, loaded, mistakes).run(credential.metadata());
            new ClientProfileCheck(workspace, loaded, mistakes)
                    .run(credential, workspace.builtInServers(server));
        }
    }
}
