package io.grantway.boot;

import io.grantway.config.Loaded;
import io.grantway.config.Note;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.jose.KeySet;
import io.grantway.token.ExternalServerConfig;
import io.grantway.token.IntrospectionConfig;
import io.grantway.token.LocalValidationConfig;
import io.grantway.token.MetadataSource;
import io.grantway.token.ServerMetadata;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the authorization servers of others for what their tokens are judged by: metadata, keys,
/// introspection. Sends no secret and no token.
final class ReachableServers {
    private final Loaded<Configuration> loaded;
    private final Outgoing outgoing;
    private final InstantSource clock;
    private final List<Note> notes = new ArrayList<>();

    private ReachableServers(Loaded<Configuration> loaded, Outgoing outgoing, InstantSource clock) {
        this.loaded = loaded;
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /// What cannot be reached, or is not what it should be.
    static List<Note> of(Loaded<Configuration> loaded, Outgoing outgoing, InstantSource clock) {
        ReachableServers servers = new ReachableServers(loaded, outgoing, clock);
        for (WorkspaceConfig workspace : loaded.value().allWorkspaces()) {
            for (AuthorizationServerConfig server : workspace.authorizationServers()) {
                if (server.external() != null) {
                    servers.look(server.name(), server.external());
                }
            }
        }
        return servers.notes;
    }

    private void look(String name, ExternalServerConfig server) {
        LocalValidationConfig jwt = server.jwt();
        URI keys = jwt == null ? null : jwt.jwksUri();
        boolean givesKeys = jwt != null && jwt.givesKeys();
        IntrospectionConfig introspection = server.introspection();
        URI asked = introspection == null ? null : introspection.endpoint();
        boolean learns = !givesKeys || (introspection != null && asked == null);
        Optional<ServerMetadata> metadata =
                learns && !server.metadataPlaces().isEmpty()
                        ? metadata(name, server)
                        : Optional.empty();
        Optional.ofNullable(keys)
                .or(() -> givesKeys ? Optional.empty() : metadata.flatMap(ServerMetadata::jwksUri))
                .ifPresent(uri -> keys(server, uri));
        if (introspection != null) {
            Optional<URI> endpoint =
                    Optional.ofNullable(asked)
                            .or(() -> metadata.flatMap(ServerMetadata::introspection));
            endpoint.ifPresent(uri -> introspection(server, uri));
            if (endpoint.isEmpty() && metadata.isPresent()) {
                note(server, "unreachable introspection: its metadata names no endpoint");
            }
        }
    }

    private Optional<ServerMetadata> metadata(String name, ExternalServerConfig server) {
        MetadataSource source = new MetadataSource(name, server, outgoing, Runnable::run, clock);
        return switch (source.find()) {
            case MetadataSource.Known(var found) -> Optional.of(found);
            case MetadataSource.Unavailable(var why) -> {
                note(server, "unreachable discovery: " + why);
                yield Optional.empty();
            }
        };
    }

    private void keys(ExternalServerConfig server, URI uri) {
        try {
            OutgoingAnswer answer = fetch(uri);
            if (!answer.isOk()) {
                note(server, "unreachable keys: " + uri + " answers " + answer.status());
                return;
            }
            KeySet.parse(answer.body().text());
        } catch (OutgoingFailure e) {
            note(server, "unreachable keys: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            note(server, "its keys cannot be read: " + e.getMessage());
        }
    }

    /// Anything but a fault of the server, or nothing there, will do: who asks without a client's
    /// credentials is refused.
    private void introspection(ExternalServerConfig server, URI uri) {
        try {
            int status = fetch(uri).status();
            if (status == 404 || status >= 500) {
                note(server, "unreachable introspection: " + uri + " answers " + status);
            }
        } catch (OutgoingFailure e) {
            note(server, "unreachable introspection: " + e.getMessage());
        }
    }

    private OutgoingAnswer fetch(URI uri) {
        return outgoing.fetch(OutgoingRequest.get(uri, Trust.CONFIGURED));
    }

    private void note(ExternalServerConfig server, String text) {
        notes.add(new Note(loaded.at(server), text));
    }
}
