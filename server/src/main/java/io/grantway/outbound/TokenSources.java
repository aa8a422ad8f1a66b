package io.grantway.outbound;

import io.grantway.supply.TokenSource;
import java.net.URI;
import java.util.Optional;

/// Where the tokens of security definitions come from.
@FunctionalInterface
public interface TokenSources {
    /// Asked for each definition whose calls need tokens, as it is configured now.
    ///
    /// @param discovered the token endpoint, where the API itself says it; counts for definitions
    ///   that name neither one nor an issuer
    TokenSource of(String workspace, SecurityDefinitionConfig definition, Optional<URI> discovered);
}
