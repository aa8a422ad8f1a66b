package io.grantway.outbound;

import io.grantway.config.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How bulk exports are waited for, and where their files go.
public record FhirExportConfig(
        @Key(
                        value =
                                "Where the files of exports go, each export in a folder of its own,"
                                        + " below the workspace's and the connection's. `exports/`"
                                        + " in the data directory where absent. Several nodes need"
                                        + " a disk that they share.",
                        example = "exports")
                @Nullable Path directory,
        @Key(
                        value =
                                "How often the server is asked whether it is done, where it says"
                                        + " nothing.",
                        or = "10s")
                Duration pollEvery,
        @Key(
                        value =
                                "The longest wait between two questions, whatever the server says:"
                                        + " some say hours.",
                        or = "5m")
                Duration pollAtMost,
        @Key(value = "How long an export may take until its files are ready.", or = "24h")
                Duration maxWait,
        @Key(value = "How long one file may take to come.", or = "6h") Duration fileTimeout,
        @Key(
                        value =
                                "Origins that may give files, beside the server's own. They see the"
                                    + " token only where the server says that the files need it."
                                    + " Those on private addresses need `server.outgoing.allow` as"
                                    + " well.",
                        example = "['https://files.ehr.example']")
                List<String> fileOrigins) {
    public FhirExportConfig {
        fileOrigins = List.copyOf(fileOrigins);
        Limits.check("pollEvery", pollEvery);
        Limits.check("fileTimeout", fileTimeout);
        if (pollAtMost.compareTo(pollEvery) < 0) {
            throw new IllegalArgumentException("pollAtMost must be no less than pollEvery");
        }
        fileOrigins.forEach(address -> FhirConfig.requireAddress("fileOrigins", address));
    }
}
