package io.grantway.authserver;

import io.grantway.config.Key;
import io.grantway.config.Shorthand;
import java.util.List;

/// Whether clients may be known by the address of a document of theirs
/// (draft-ietf-oauth-client-id-metadata-document).
public record ClientDocumentsConfig(
        @Shorthand @Key(value = "Whether they may.", or = "true") boolean on,
        @Key(
                        value =
                                "The hosts that such documents may be at; `*.domain` for all below"
                                        + " one. Every public host, where empty.",
                        example = "[apps.example, '*.tools.example']")
                List<String> hosts) {
    public static final ClientDocumentsConfig OFF = new ClientDocumentsConfig(false, List.of());
}
