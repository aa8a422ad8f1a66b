package io.grantway.boot;

import io.grantway.authserver.ProfileFault;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;

/// Checks that no client of a workspace is weaker than its servers, and that one can keep what it
/// promises.
record ClientProfileCheck(
        WorkspaceConfig workspace, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run(ApplicationConfig application) {
        for (ProfileFault fault : ProfileFault.of(application, workspace.builtInServers())) {
            mistakes.add(place(application, fault.key()), fault.text());
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
