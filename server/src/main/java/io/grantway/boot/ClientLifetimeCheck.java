package io.grantway.boot;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.catalog.ClientMetadata;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Checks that no client of a workspace is to have tokens that live longer than those of every
/// server there: it would not get them, and whoever wrote it would believe it did.
record ClientLifetimeCheck(
        WorkspaceConfig workspace, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run(ClientMetadata client) {
        compare(
                client,
                "accessTokenLifetime",
                client.accessTokenLifetime(),
                server -> server.accessTokens().lifetime());
        compare(
                client,
                "refreshTokenLifetime",
                client.refreshTokenLifetime(),
                server -> server.refreshTokens().lifetime());
    }

    private void compare(
            ClientMetadata client,
            String key,
            @Nullable Duration wanted,
            Function<BuiltInConfig, Duration> ofServer) {
        List<Duration> given = workspace.builtInServers().stream().map(ofServer).sorted().toList();
        if (wanted != null && !given.isEmpty() && wanted.compareTo(given.getLast()) > 0) {
            mistakes.add(
                    loaded.at(client, key),
                    "no authorization server of the workspace gives tokens for so long: at most "
                            + given.getLast().toSeconds()
                            + "s");
        }
    }
}
