package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A Keycloak of its distribution, on loopback, with realms made for a measurement.
final class Keycloak {
    private static final int PORT = 19_140;
    private static final String BASE = "http://127.0.0.1:" + PORT;

    private final Processes processes;
    private final Path home;

    /// @param home of the unpacked distribution
    Keycloak(Processes processes, Path home) {
        this.processes = processes;
        this.home = home;
    }

    /// Starts it, on its own embedded database, as its manual says for production but for TLS.
    Process start(String cores) throws IOException {
        String script = home.resolve("bin/kc.sh").toString();
        Path built = home.resolve("built");
        if (!Files.exists(built)) {
            Shell.output(List.of(script, "build", "--db=dev-file"));
            Files.createFile(built);
        }
        return processes.start(
                "keycloak",
                cores,
                PORT,
                List.of(
                        script,
                        "start",
                        "--optimized",
                        "--http-enabled=true",
                        "--hostname-strict=false",
                        "--http-host=127.0.0.1",
                        "--http-port=" + PORT),
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin",
                        "JAVA_OPTS_APPEND", "-Xmx768m"));
    }

    /// Makes a realm for this run, with the one client and user of every server measured.
    ///
    /// @param algorithm that its access tokens are signed by
    TokenServer server(Process process, String algorithm) {
        String realm = "bench" + algorithm + System.nanoTime();
        Http.postJson(
                BASE + "/admin/realms",
                """
                {"realm": "%s", "enabled": true, "sslRequired": "none", "revokeRefreshToken": true,
                 "users": [{"username": "%s", "firstName": "Megan", "lastName": "Ray", "email": "megan@client.example",
                   "enabled": true, "credentials": [{"type": "password", "value": "%s"}]}],
                 "clients": [{
                   "clientId": "clientid", "secret": "clientsecret", "publicClient": false,
                   "serviceAccountsEnabled": true, "standardFlowEnabled": true, "redirectUris": ["%s"],
                   "attributes": {"access.token.signed.response.alg": "%s"},
                   "protocolMappers": [{
                     "name": "audience", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
                     "config": {"included.client.audience": "clientid", "access.token.claim": "true", "introspection.token.claim": "true"}}]
                }]}
                """
                        .formatted(
                                realm,
                                BrowserLogin.USER,
                                BrowserLogin.PASSWORD,
                                TokenServer.REDIRECT,
                                algorithm),
                Map.of("Authorization", "Bearer " + administrator()));
        String path = "/realms/" + realm + "/protocol/openid-connect";
        return new TokenServer(
                "Keycloak " + algorithm,
                Processes.family(process),
                PORT,
                path + "/auth",
                path + "/token",
                path + "/token/introspect");
    }

    private static String administrator() {
        return Http.member(
                Http.post(
                        BASE + "/realms/master/protocol/openid-connect/token",
                        "grant_type=password&client_id=admin-cli&username=admin&password=admin",
                        Map.of()),
                "access_token");
    }
}
