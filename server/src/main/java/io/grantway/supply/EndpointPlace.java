package io.grantway.supply;

import io.grantway.token.ExternalServerConfig;
import io.grantway.token.MetadataSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a definition's tokens are got: as configured, as its server's metadata says (RFC 8414,
/// OpenID Connect Discovery), or as whoever calls has found out.
final class EndpointPlace {
    private final @Nullable URI fixed;
    private final @Nullable MetadataSource metadata;
    private final Function<URI, EndpointGate> gates;

    /// What came of looking.
    sealed interface Found {}

    record Known(URI endpoint, EndpointGate gate) implements Found {}

    record Unknown(String why) implements Found {}

    EndpointPlace(
            DefinitionName name,
            OAuth2Config config,
            Optional<URI> discovered,
            Function<URI, EndpointGate> gates,
            Around around) {
        this.gates = gates;
        this.fixed = fixed(config, discovered).orElse(null);
        this.metadata = fixed == null ? metadata(name, config, around) : null;
    }

    private static @Nullable MetadataSource metadata(
            DefinitionName name, OAuth2Config config, Around around) {
        String issuer = config.issuer();
        URI given = config.metadata();
        if (given == null && issuer == null) {
            return null;
        }
        List<URI> places =
                given == null
                        ? ExternalServerConfig.usualPlaces(String.valueOf(issuer))
                        : List.of(given);
        return new MetadataSource(
                "of security definition " + name.definition(),
                places,
                Optional.ofNullable(issuer),
                around.outgoing(),
                around.executor(),
                around.clock());
    }

    private static Optional<URI> fixed(OAuth2Config config, Optional<URI> discovered) {
        if (config.tokenEndpoint() != null) {
            return Optional.of(config.tokenEndpoint());
        }
        return config.issuer() == null && config.metadata() == null ? discovered : Optional.empty();
    }

    /// What tells definitions apart by where they ask.
    static String key(OAuth2Config config, Optional<URI> discovered) {
        return fixed(config, discovered).map(URI::toString).orElse("");
    }

    /// May block.
    Found find() {
        if (fixed != null) {
            return new Known(fixed, gates.apply(fixed));
        }
        if (metadata == null) {
            return new Unknown("it has no tokenEndpoint, and nobody has found one out");
        }
        return switch (metadata.find()) {
            case MetadataSource.Unavailable(var why) -> new Unknown(why);
            case MetadataSource.Known(var found) ->
                    found.token()
                            .<Found>map(uri -> new Known(uri, gates.apply(uri)))
                            .orElseGet(() ->
                                    new Unknown("its server's metadata names no token_endpoint"));
        };
    }
}
