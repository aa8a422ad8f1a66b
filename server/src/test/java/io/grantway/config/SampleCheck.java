package io.grantway.config;

import io.grantway.config.SampleConfig.Api;
import io.grantway.config.SampleConfig.Policy;
import io.grantway.config.SampleConfig.RequireToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks for APIs of one name and for servers that are not there.
record SampleCheck(Loaded<SampleConfig> loaded, Mistakes mistakes) {
    void run() {
        List<String> servers =
                loaded.value().authorizationServers().stream().map(s -> s.name()).toList();
        Map<String, Place> names = new HashMap<>();
        for (Api api : loaded.value().apis()) {
            Place place = loaded.at(api, "name");
            Place first = names.putIfAbsent(api.name(), place);
            if (first != null) {
                mistakes.addDuplicate(place, first, "the name \"" + api.name() + "\" is taken");
            }
            for (Policy policy : api.policies()) {
                if (policy instanceof RequireToken token) {
                    servers(token, servers);
                }
            }
        }
    }

    private void servers(RequireToken token, List<String> servers) {
        for (int i = 0; i < token.from().size(); i++) {
            String server = token.from().get(i);
            if (!servers.contains(server)) {
                mistakes.addUnknown(
                        loaded.at(token, "from", i),
                        "there is no authorization server \"" + server + "\"",
                        server,
                        servers);
            }
        }
    }
}
