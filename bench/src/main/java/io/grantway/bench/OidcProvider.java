package io.grantway.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Node's `oidc-provider`, installed in `bench/peers/node`; everything it knows is in memory.
final class OidcProvider {
    private static final int PORT = 19_180;

    private OidcProvider() {}

    /// @param folder of its script and libraries
    /// @param format of its access tokens: `opaque`, `ES256` or `RS256`
    static TokenServer start(Processes processes, Path folder, String format) {
        int port = PORT + (format.equals("opaque") ? 0 : 1);
        Process process =
                processes.start(
                        "oidc-provider-" + format,
                        "0",
                        port,
                        List.of("node", folder.resolve("server.mjs").toString()),
                        Map.of(
                                "NODE_ENV",
                                "production",
                                "PORT",
                                Integer.toString(port),
                                "FORMAT",
                                format,
                                "REDIRECT",
                                TokenServer.REDIRECT));
        return new TokenServer(
                "oidc-provider " + format,
                Processes.family(process),
                port,
                "/auth",
                "/token",
                "/token/introspection");
    }
}
