package io.grantway.boot;

import io.grantway.config.Loaded;
import io.grantway.config.Note;
import io.grantway.http.NameResolver;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingConfig;
import io.grantway.http.OutgoingRule;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What can be said of a configuration that has no mistakes.
///
/// @param summary what there is, in a line
/// @param warnings what may not be meant as it is written
/// @param unreachable what could not be asked for, where that was tried
public record Review(String summary, List<Note> warnings, List<Note> unreachable) {
    public Review {
        warnings = List.copyOf(warnings);
        unreachable = List.copyOf(unreachable);
    }

    /// Reads and checks.
    ///
    /// @param online whether to ask the authorization servers of others, too
    /// @throws io.grantway.config.ConfigRejected with every mistake
    public static Review of(List<Path> files, Map<String, String> environment, boolean online) {
        Loaded<Configuration> loaded = ConfigurationFiles.load(files, List.of(), environment);
        List<Note> warnings = new ArrayList<>(loaded.notes());
        warnings.addAll(Coverage.of(loaded));
        warnings.addAll(ServerAmbiguity.of(loaded));
        warnings.addAll(ProviderRemarks.of(loaded));
        return new Review(
                ConfigurationFiles.summary(loaded.value()),
                warnings,
                online ? unreachable(loaded) : List.of());
    }

    private static List<Note> unreachable(Loaded<Configuration> loaded) {
        OutgoingConfig config = loaded.value().server().outgoing();
        try (Outgoing outgoing =
                Outgoing.create(
                        () -> OutgoingRule.opening(config.allow()),
                        NameResolver.SYSTEM,
                        config.authorities())) {
            return ReachableServers.of(loaded, outgoing, InstantSource.system());
        }
    }
}
