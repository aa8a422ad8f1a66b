package io.grantway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// The directory that a quickstart works in: the configuration, which the user may edit while it
/// runs, and the server's data.
///
/// @param temporary whether it goes when the quickstart ends
record QuickstartFiles(Path directory, boolean temporary) implements AutoCloseable {
    private static final String SCENARIO = "config/scenarios/1-protect-an-api.yaml";

    static QuickstartFiles in(Path directory) throws IOException {
        return new QuickstartFiles(Files.createDirectories(directory).toAbsolutePath(), false);
    }

    static QuickstartFiles fresh() throws IOException {
        return new QuickstartFiles(Files.createTempDirectory("grantway-"), true);
    }

    Path data() {
        return directory.resolve("data");
    }

    Path certificate() {
        return Trust.developmentCertificate(data());
    }

    Path adminToken() {
        return data().resolve("admin-token");
    }

    Path accessLog() {
        return directory.resolve("access.log");
    }

    Path configuration() {
        return directory.resolve("grantway.yaml");
    }

    /// Copies the scenario's file here, unless a quickstart before did.
    void lay() throws IOException {
        if (!Files.exists(configuration())) {
            Files.copy(Home.file(SCENARIO), configuration());
        }
    }

    /// Where this run listens: on this machine only, since everybody knows the scenario's secrets.
    Path listeners(Ports ports) throws IOException {
        String yaml =
                """
                # Written anew at every quickstart.
                listeners:
                  gateway: {https: "127.0.0.1:%d", http: "127.0.0.1:%d"}
                  admin: {https: "127.0.0.1:%d", http: "127.0.0.1:%d"}
                server:
                  telemetry:
                    accessLog: {file: '%s'}
                """
                        .formatted(
                                ports.gatewayHttps(),
                                ports.gatewayHttp(),
                                ports.adminHttps(),
                                ports.adminHttp(),
                                accessLog().toString().replace("'", "''"));
        return Files.writeString(directory.resolve("quickstart.yaml"), yaml);
    }

    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
