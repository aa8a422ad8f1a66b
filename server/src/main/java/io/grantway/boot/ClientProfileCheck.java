package io.grantway.boot;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.DetailTypeConfig;
import io.grantway.authserver.ProfileFault;
import io.grantway.catalog.ClientMetadata;
import io.grantway.catalog.ClientSettings;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import java.util.List;

/// Checks that no client of a workspace is weaker than its servers, and that one can keep what it
/// promises.
record ClientProfileCheck(
        WorkspaceConfig workspace, Loaded<Configuration> loaded, Mistakes mistakes) {
    /// @param servers all that the client may come to
    void run(ClientSettings client, List<BuiltInConfig> servers) {
        for (ProfileFault fault : ProfileFault.of(client, servers)) {
            mistakes.add(place(client, fault.key()), fault.text());
        }
        checkDetails(client.metadata(), servers);
    }

    private void checkDetails(ClientMetadata client, List<BuiltInConfig> servers) {
        List<String> known =
                servers.stream()
                        .flatMap(server -> server.authorizationDetails().stream())
                        .map(DetailTypeConfig::type)
                        .toList();
        for (int i = 0; i < client.authorizationDetailsTypes().size(); i++) {
            String type = client.authorizationDetailsTypes().get(i);
            if (!servers.isEmpty() && !known.contains(type)) {
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

    private Place place(ClientSettings client, String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        if (key.startsWith("metadata.")) {
            return loaded.at(client.metadata(), last);
        }
        return loaded.at(
                key.startsWith("authentication.") ? client.authentication() : client, last);
    }
}
