package io.grantway.boot;

import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.gateway.policy.RequireTokenSettings;
import io.grantway.gateway.policy.RequireTokenSettings.TokenUse;
import java.util.List;

/// Checks what a `requireToken` policy says of authorization servers.
record TokenPolicyCheck(
        WorkspaceConfig workspace, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run(RequireTokenSettings settings) {
        List<String> all =
                workspace.authorizationServers().stream()
                        .map(AuthorizationServerConfig::name)
                        .toList();
        if (all.isEmpty()) {
            mistakes.add(
                    loaded.at(settings),
                    "requireToken needs an authorization server: name one in authorizationServers");
        }
        for (int i = 0; i < settings.from().size(); i++) {
            if (!all.contains(settings.from().get(i))) {
                mistakes.addUnknown(
                        loaded.at(settings, "from", i),
                        "there is no authorization server \""
                                + settings.from().get(i)
                                + "\" in this workspace",
                        settings.from().get(i),
                        all);
            }
        }
        if (settings.upstream().token() == TokenUse.JWT) {
            checkSigner(settings.upstream().jwt());
        }
    }

    private void checkSigner(RequireTokenSettings.InternalJwtSettings jwt) {
        List<String> own =
                workspace.authorizationServers().stream()
                        .filter(each -> each.builtIn() != null)
                        .map(AuthorizationServerConfig::name)
                        .toList();
        String server = jwt.server();
        if (own.isEmpty()) {
            mistakes.add(
                    loaded.at(jwt),
                    "a token for the upstream is signed by a server of our own: there is no"
                            + " builtIn one");
        } else if (server != null && !own.contains(server)) {
            mistakes.addUnknown(
                    loaded.at(jwt, "server"),
                    "there is no built-in authorization server \"" + server + "\"",
                    server,
                    own);
        }
    }
}
