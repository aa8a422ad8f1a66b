package io.grantway.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A Keycloak of its distribution, on loopback, with a realm and one client with client
/// credentials.
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
    Process start(String cores) {
        String script = home.resolve("bin/kc.sh").toString();
        Shell.output(List.of(script, "build", "--db=dev-file"));
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

    /// Makes a realm for this run, and the client in it.
    ///
    /// @return the address of its token endpoint
    String tokenEndpoint() {
        String token =
                Http.member(
                        Http.post(
                                BASE + "/realms/master/protocol/openid-connect/token",
                                "grant_type=password&client_id=admin-cli&username=admin&password=admin",
                                Map.of()),
                        "access_token");
        String realm = "bench" + System.nanoTime();
        Http.postJson(
                BASE + "/admin/realms",
                """
                {"realm": "%s", "enabled": true, "sslRequired": "none", "clients": [{
                  "clientId": "clientid", "secret": "clientsecret", "publicClient": false,
                  "serviceAccountsEnabled": true, "standardFlowEnabled": false}]}
                """
                        .formatted(realm),
                Map.of("Authorization", "Bearer " + token));
        return BASE + "/realms/" + realm + "/protocol/openid-connect/token";
    }
}
