package io.grantway.boot;

import io.grantway.authserver.DetailTypeConfig;
import io.grantway.authserver.ProfileFault;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.ClientMetadata;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import java.util.List;

/// Checks that no client of a workspace is weaker than its servers, and that one can keep what it
/// promises.
record ClientProfileCheck(
        WorkspaceConfig workspace, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run(ApplicationConfig application) {
        for (ProfileFault fault : ProfileFault.of(application, workspace.builtInServers())) {
            mistakes.add(place(application, fault.key()), fault.text());
        }
        checkDetails(application.metadata());
    }

    private void checkDetails(ClientMetadata client) {
        List<String> known =
                workspace.builtInServers().stream()
                        .flatMap(server -> server.authorizationDetails().stream())
                        .map(DetailTypeConfig::type)
                        .toList();
        for (int i = 0; i < client.authorizationDetailsTypes().size(); i++) {
            String type = client.authorizationDetailsTypes().get(i);
            if (!workspace.builtInServers().isEmpty() && !known.contains(type)) {
                mistakes.addUnknown(
                        loaded.at(client, "authorizationDetailsTypes", i),
                        "no authorization server of the workspace has authorizationDetails of type"
                                + " \""
                                + type
                                + "\"",
                        type,
                        known);
            }
        }
    }

    private Place place(ApplicationConfig application, String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        if (key.startsWith("metadata.")) {
            return loaded.at(application.metadata(), last);
        }
        return loaded.at(
                key.startsWith("authentication.") ? application.authentication() : application,
                last);
    }
}
